package dev.sluice;

import dev.sluice.spi.PoolStats;
import java.util.concurrent.atomic.LongAdder;

/** What a Database counts. */
final class Counters {

    final LongAdder statements = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder rollbacks = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder unknown = new LongAdder();

    Stats snapshot(PoolStats pool, int inFlight) {
        return new Stats(
                pool,
                inFlight,
                statements.sum(),
                failures.sum(),
                commits.sum(),
                rollbacks.sum(),
                retries.sum(),
                unknown.sum());
    }
}
