package dev.sluice.sqlite.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What one kind of worker has done: units, the groups they ran in, and how long they waited and ran. */
final class WorkCounter {

    private final LongAdder groups = new LongAdder();
    private final LongAdder units = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAdder ran = new LongAdder();
    private final LongAccumulator largest = new LongAccumulator(Math::max, 0);

    /** A unit was taken from its queue at this moment. */
    void taken(Unit unit, long now) {
        waited.add(now - unit.queuedAt);
    }

    /** Units ran together, for this long. */
    void ran(int members, long nanos) {
        groups.increment();
        units.add(members);
        ran.add(nanos);
        largest.accumulate(members);
    }

    WorkStats snapshot() {
        return new WorkStats(
                units.sum(),
                groups.sum(),
                largest.get(),
                Duration.ofNanos(Math.max(0, waited.sum())),
                Duration.ofNanos(ran.sum()));
    }
}
