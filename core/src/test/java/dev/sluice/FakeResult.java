package dev.sluice;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A result with one row changed, or of scripted items, each passed to the mapping function as an empty row. */
final class FakeResult implements Result {

    private final Publisher<?> items;

    FakeResult(Publisher<?> items) {
        this.items = items;
    }

    @Override
    public Publisher<Long> getRowsUpdated() {
        return Mono.just(1L);
    }

    @Override
    @SuppressWarnings("DataFlowIssue")
    public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
        return Flux.from(items).map(item -> mapping.apply(null, null));
    }

    @Override
    public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
        return Flux.from(items).map(item -> mapping.apply(null));
    }

    @Override
    public Result filter(Predicate<Segment> filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
        throw new UnsupportedOperationException();
    }
}
