package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Outcome;
import dev.sluice.sqlite.handle.Columns;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a statement returned: rows, a number of rows changed, or, after RETURNING, both. Consumed once.
 *
 * <p>The rows of a query are read when they are asked for: a result that nobody consumes runs no query and holds nothing.
 * A write has been done before its result is emitted.
 */
final class SqliteResult implements Result {

    private static final Flux<SqliteRow> NO_ROWS = Flux.empty();

    private final Flux<SqliteRow> rows;
    private final @Nullable UpdateCount count;
    private final @Nullable Predicate<Segment> filter;
    private final AtomicBoolean consumed;

    private SqliteResult(
            Flux<SqliteRow> rows,
            @Nullable UpdateCount count,
            @Nullable Predicate<Segment> filter,
            AtomicBoolean consumed) {
        this.rows = rows;
        this.count = count;
        this.filter = filter;
        this.consumed = consumed;
    }

    static SqliteResult ofQuery(Flux<SqliteRow> rows) {
        return new SqliteResult(rows, null, null, new AtomicBoolean());
    }

    static SqliteResult ofOutcome(Outcome outcome) {
        Columns columns = outcome.columns();
        Flux<SqliteRow> rows = NO_ROWS;
        if (columns != null) {
            var metadata = new SqliteRowMetadata(columns);
            rows = Flux.fromIterable(outcome.rows()).map(values -> new SqliteRow(metadata, values));
        }
        long updated = outcome.rowsUpdated();
        return new SqliteResult(rows, outcome.counted() ? () -> updated : null, null, new AtomicBoolean());
    }

    @Override
    public Mono<Long> getRowsUpdated() {
        if (rows == NO_ROWS) {
            return Mono.defer(() -> consumed.compareAndSet(false, true) ? counted() : Mono.error(consumedTwice()));
        }
        return once(rows.then(Mono.defer(
                                () -> filteredCount().map(UpdateCount::value).next()))
                        .flux())
                .next();
    }

    @Override
    public <T> Flux<T> map(BiFunction<Row, RowMetadata, ? extends T> mappingFunction) {
        Require.argument(mappingFunction, "mappingFunction");
        return once(filtered().map(row -> mappingFunction.apply(row, row.getMetadata())));
    }

    @Override
    public <T> Flux<T> map(Function<? super Readable, ? extends T> mappingFunction) {
        Require.argument(mappingFunction, "mappingFunction");
        return once(filtered().map(mappingFunction));
    }

    @Override
    public SqliteResult filter(Predicate<Segment> predicate) {
        Require.argument(predicate, "filter");
        return new SqliteResult(rows, count, filter == null ? predicate : filter.and(predicate), consumed);
    }

    @Override
    public <T> Flux<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mappingFunction) {
        Require.argument(mappingFunction, "mappingFunction");
        return once(Flux.<Segment>concat(filtered(), filteredCount()).concatMap(mappingFunction));
    }

    private Mono<Long> counted() {
        return count == null || (filter != null && !filter.test(count)) ? Mono.empty() : Mono.just(count.value());
    }

    private Flux<SqliteRow> filtered() {
        return filter == null ? rows : rows.filter(filter);
    }

    private Flux<UpdateCount> filteredCount() {
        return count == null || (filter != null && !filter.test(count)) ? Flux.empty() : Flux.just(count);
    }

    private <T> Flux<T> once(Flux<T> source) {
        return Flux.defer(() -> consumed.compareAndSet(false, true) ? source : Flux.error(consumedTwice()));
    }

    private static IllegalStateException consumedTwice() {
        return new IllegalStateException("The result has been consumed; a result is consumed once");
    }
}
