package dev.sluice;

import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a query returns, read in one of several ways. Cold: each subscription runs the query. In a transaction of the
 * same Database it runs there, else on a connection of its own or in autocommit.
 *
 * <p>Cancelling closes the cursor, then gives the connection back.
 *
 * @param <T> what a row becomes
 */
public interface Rows<T> {

    /**
     * Emits the row, or nothing when there is none or the value is null. Fails with
     * {@link dev.sluice.error.TooManyRowsException} when there is more than one.
     */
    Mono<T> one();

    /** Emits the first row, or nothing; the rest is cancelled, not read. */
    Mono<T> first();

    /** Emits each row once, honouring demand: no more rows are read than asked for, but for a bounded read-ahead. */
    Flux<T> all();

    /**
     * Turns neighbouring rows with the same key, as joins produce them, into one aggregate each. Order the query by the
     * key. Emits each aggregate when its last row was read; memory is bounded by the largest aggregate.
     *
     * @param key what the rows of one aggregate share
     * @param start makes an aggregate of its first row
     * @param add adds each further row and returns the aggregate
     * @param <A> the aggregate
     */
    <A> Flux<A> fold(
            Function<? super T, ?> key,
            Function<? super T, ? extends A> start,
            BiFunction<? super A, ? super T, ? extends A> add);
}
