package dev.sluice.benchmarks.load;

import reactor.core.publisher.Mono;

/**
 * Requests by number, and what their replies must be.
 *
 * @param <T> a reply
 */
public interface Workload<T> {

    /** The request with that number; subscribing sends it. */
    Mono<T> send(long number);

    /** Whether this is the right reply to the request with that number. */
    boolean isRight(long number, T reply);
}
