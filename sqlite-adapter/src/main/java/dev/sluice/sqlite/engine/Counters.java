package dev.sluice.sqlite.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What an engine has done so far. Safe for all threads. */
final class Counters {

    private final LongAdder acquired = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder groups = new LongAdder();
    private final LongAdder groupedWrites = new LongAdder();
    private final LongAdder readGroups = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final AtomicLong largestGroup = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();

    void acquired() {
        acquired.increment();
    }

    void released() {
        released.increment();
    }

    void timedOut() {
        timeouts.increment();
    }

    void error() {
        errors.increment();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    void committed() {
        commits.increment();
    }

    void groupCommitted(int members) {
        groups.increment();
        groupedWrites.add(members);
        largestGroup.accumulateAndGet(members, Math::max);
    }

    void readGroup(int members) {
        readGroups.increment();
        reads.add(members);
    }

    long commits() {
        return commits.sum();
    }

    EngineStats snapshot(int active, int queued) {
        int total = open.get();
        return new EngineStats(
                total,
                active,
                Math.max(0, total - active),
                queued,
                acquired.sum(),
                released.sum(),
                timeouts.sum(),
                errors.sum(),
                commits.sum(),
                groups.sum(),
                groupedWrites.sum(),
                largestGroup.get(),
                readGroups.sum(),
                reads.sum());
    }
}
