package dev.sluice;

import dev.sluice.spi.PoolStats;

/**
 * What a Database did since it was opened, at one moment.
 *
 * @param pool connections and their counters
 * @param inFlight operations that have begun and not ended
 * @param statements statements that ended
 * @param failures statements that failed
 * @param commits transactions committed
 * @param rollbacks attempts rolled back
 * @param retries attempts run again
 * @param unknown commits with unknown outcome
 */
public record Stats(
        PoolStats pool,
        int inFlight,
        long statements,
        long failures,
        long commits,
        long rollbacks,
        long retries,
        long unknown) {}
