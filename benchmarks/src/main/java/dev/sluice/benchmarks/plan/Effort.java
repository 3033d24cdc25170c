package dev.sluice.benchmarks.plan;

import java.time.Duration;

/**
 * How long each benchmark of a plan runs.
 *
 * @param forks JVMs, one after the other; zero runs in this one
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param iteration how long one takes at least
 */
record Effort(int forks, int warmups, int iterations, Duration iteration) {

    Effort inForks(int count) {
        return new Effort(count, warmups, iterations, iteration);
    }
}
