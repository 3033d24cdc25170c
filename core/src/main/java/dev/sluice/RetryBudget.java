package dev.sluice;

import java.time.Clock;

/**
 * A token bucket that keeps retries from turning an outage into a storm: each commit earns a fraction of a retry, each
 * second some more, each retry spends one. Full at the start.
 */
final class RetryBudget {

    private final Clock clock;
    private final double perCommit;
    private final double perSecond;
    private final double capacity;
    private double tokens;
    private long refilledAt;

    /**
     * @param perCommit retries earned by a commit, such as 0.2
     * @param perSecond retries earned by a second, such as 10
     */
    RetryBudget(double perCommit, double perSecond, Clock clock) {
        this.clock = clock;
        this.perCommit = perCommit;
        this.perSecond = perSecond;
        this.capacity = Math.max(1, perSecond * 10);
        this.tokens = capacity;
        this.refilledAt = clock.millis();
    }

    void earn() {
        synchronized (this) {
            tokens = Math.min(capacity, tokens + perCommit);
        }
    }

    /** Takes a token; false when there is none. */
    boolean spend() {
        synchronized (this) {
            long now = clock.millis();
            tokens = Math.min(capacity, tokens + (now - refilledAt) * perSecond / 1000);
            refilledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
