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

    /**
     * A unit was taken from its queue at this moment. Counted before it is answered, so that whoever has the answer sees it
     * counted.
     *
     * @param position its place in its group; 1 begins one
     */
    void taken(Unit unit, int position, long now) {
        if (position == 1) {
            groups.increment();
        }
        units.increment();
        largest.accumulate(position);
        waited.add(now - unit.queuedAt);
    }

    /** A group ran for this long. */
    void ran(long nanos) {
        ran.add(nanos);
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
