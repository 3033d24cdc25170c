package dev.sluice;

import dev.sluice.mapping.RowReader;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one result for one subscriber: plans at the first row, counts each. */
final class RowFunction<T> implements BiFunction<Row, RowMetadata, T> {

    private final RowSource<T> source;
    private final StatementRun<T> run;
    private final LongFunction<T> onNull;
    private @Nullable RowReader<T> reader;

    /** @param onNull what takes the place of a row that reads as null, by its number */
    RowFunction(RowSource<T> source, StatementRun<T> run, LongFunction<T> onNull) {
        this.source = source;
        this.run = run;
        this.onNull = onNull;
    }

    @Override
    public T apply(Row row, RowMetadata metadata) {
        RowReader<T> planned = reader;
        if (planned == null) {
            planned = source.plan(metadata);
            reader = planned;
        }
        long number = run.nextRow();
        T value = planned.read(row, number);
        return value == null ? onNull.apply(number) : value;
    }
}
