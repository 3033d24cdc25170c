package dev.sluice;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A token bucket that keeps retries from turning an outage into a storm: each commit earns a fraction of a retry, each
 * second some more, each retry spends one. Full at the start.
 *
 * <p>Level and time change together, so they are one value behind one reference. A commit that finds the bucket full,
 * which is the rule, only reads it.
 */
final class RetryBudget {

    private final Clock clock;
    private final double perCommit;
    private final double perSecond;
    private final double capacity;
    private final AtomicReference<Level> level;

    private record Level(double tokens, long at) {}

    /**
     * @param perCommit retries earned by a commit, such as 0.2
     * @param perSecond retries earned by a second, such as 10
     */
    RetryBudget(double perCommit, double perSecond, Clock clock) {
        this.clock = clock;
        this.perCommit = perCommit;
        this.perSecond = perSecond;
        this.capacity = Math.max(1, perSecond * 10);
        this.level = new AtomicReference<>(new Level(capacity, clock.millis()));
    }

    void earn() {
        if (Objects.requireNonNull(level.get()).tokens() < capacity) {
            level.updateAndGet(now -> new Level(Math.min(capacity, now.tokens() + perCommit), now.at()));
        }
    }

    /** Takes a token; false when there is none. */
    boolean spend() {
        long at = clock.millis();
        Level before = Objects.requireNonNull(level.getAndUpdate(now -> {
            double tokens = refilled(now, at);
            return tokens < 1 ? now : new Level(tokens - 1, at);
        }));
        return refilled(before, at) >= 1;
    }

    /** A clock that was set back earns nothing, and costs nothing. */
    private double refilled(Level from, long at) {
        return Math.min(capacity, from.tokens() + Math.max(0, at - from.at()) * perSecond / 1000);
    }
}
