package dev.sluice;

import dev.sluice.mapping.Mapper;
import dev.sluice.mapping.RowReader;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.RowMetadata;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a query are to be read; planned when their columns are known.
 *
 * @param <T> what a row becomes
 */
@FunctionalInterface
interface RowSource<T> {

    /** Plans the reading of rows with these columns. */
    RowReader<T> plan(RowMetadata metadata);

    static <T> RowSource<T> of(Class<T> type, Mapper mapper) {
        return metadata -> mapper.reader(type, metadata.getColumnMetadatas());
    }

    static RowSource<Map<String, @Nullable Object>> ofMap(Mapper mapper) {
        return metadata -> mapper.mapReader(metadata.getColumnMetadatas());
    }

    static <T> RowSource<T> of(Function<? super Readable, ? extends T> mapper) {
        return metadata -> (row, number) -> mapper.apply(row);
    }
}
