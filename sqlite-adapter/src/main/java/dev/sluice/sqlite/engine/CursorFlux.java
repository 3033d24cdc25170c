package dev.sluice.sqlite.engine;

import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The rows of one query. Cold: each subscriber's first request queues a {@link Cursor} of its own.
 *
 * @param <R> the kind of row
 */
final class CursorFlux<R> extends Flux<R> {

    private final Call call;
    private final Terms terms;
    private final RowFactory<R> factory;
    private final int chunk;
    private final Consumer<Unit> submit;
    private final Consumer<Unit> withdraw;

    CursorFlux(
            Call call, Terms terms, RowFactory<R> factory, int chunk, Consumer<Unit> submit, Consumer<Unit> withdraw) {
        this.call = call;
        this.terms = terms;
        this.factory = factory;
        this.chunk = chunk;
        this.submit = submit;
        this.withdraw = withdraw;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        actual.onSubscribe(new Cursor<>(actual, call, terms, factory, chunk, submit, withdraw));
    }
}
