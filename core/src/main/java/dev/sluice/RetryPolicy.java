package dev.sluice;

import java.time.Duration;

/**
 * How often and how fast a transaction, or an autocommit statement, is run again after a failure that undid it.
 *
 * <p>The wait before attempt n+1 is drawn uniformly from zero to {@code min(maxBackoff, minBackoff * 2^(n-1))}: "full
 * jitter" of <i>Exponential Backoff And Jitter</i> (AWS Architecture Blog, 2015).
 *
 * @param maxAttempts attempts in all, at least 1; 1 disables retry; default 10
 * @param minBackoff bound of the first wait; default 10 ms
 * @param maxBackoff bound of every wait; default 1 s
 */
public record RetryPolicy(int maxAttempts, Duration minBackoff, Duration maxBackoff) {

    /** Ten attempts, 10 ms to 1 s. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(10, Duration.ofMillis(10), Duration.ofSeconds(1));

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    /** Checks the bounds. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be >= 1, was " + maxAttempts);
        }
        if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException(
                    "backoff must be 0 <= minBackoff <= maxBackoff, was " + minBackoff + " and " + maxBackoff);
        }
    }

    /** Returns a policy with another number of attempts. */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, minBackoff, maxBackoff);
    }

    /** Returns a policy with other bounds of the wait. */
    public RetryPolicy withBackoff(Duration min, Duration max) {
        return new RetryPolicy(maxAttempts, min, max);
    }

    /**
     * The wait after a failed attempt.
     *
     * @param failedAttempt the attempt that failed, from 1
     * @param random a number in [0, 1)
     */
    Duration backoff(int failedAttempt, double random) {
        double cap = Math.min((double) maxBackoff.toNanos(), minBackoff.toNanos() * Math.pow(2, failedAttempt - 1));
        return Duration.ofNanos((long) (cap * random));
    }
}
