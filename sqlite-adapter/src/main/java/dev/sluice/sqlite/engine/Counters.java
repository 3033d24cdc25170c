package dev.sluice.sqlite.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What an engine has done so far. Safe for all threads. */
final class Counters {

    private final LongAdder acquired = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder syncs = new LongAdder();
    private final LongAdder checkpoints = new LongAdder();
    private final WorkCounter writes = new WorkCounter();
    private final WorkCounter reads = new WorkCounter();
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

    void synced() {
        syncs.increment();
    }

    void checkpointed() {
        checkpoints.increment();
    }

    WorkCounter writes() {
        return writes;
    }

    WorkCounter reads() {
        return reads;
    }

    long commits() {
        return commits.sum();
    }

    EngineStats snapshot(int active, int queuedWrites, int queuedReads) {
        int total = open.get();
        return new EngineStats(
                total,
                active,
                Math.max(0, total - active),
                queuedWrites,
                queuedReads,
                acquired.sum(),
                released.sum(),
                timeouts.sum(),
                errors.sum(),
                commits.sum(),
                syncs.sum(),
                checkpoints.sum(),
                writes.snapshot(),
                reads.snapshot());
    }
}
