package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that alone writes: takes units from its queue, first in, first out, and runs each to its end. A transaction
 * is one unit; the writer serves only it until it has ended.
 */
final class Writer implements Runnable, Home {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final UnitQueue queue;
    private final Lane lane;
    private final Counters counters;
    private final boolean wal;
    private volatile @Nullable R2dbcException broken;
    private volatile boolean closing;
    private volatile @Nullable Unit current;

    Writer(UnitQueue queue, Lane lane, Counters counters, boolean wal) {
        this.queue = queue;
        this.lane = lane;
        this.counters = counters;
        this.wal = wal;
    }

    @Override
    public void run() {
        while (serveNext()) {
            // Nothing more: what a unit needs is in serveNext's frame, which is gone while the thread waits for
            // another.
        }
        lane.abandon(EngineFailures.closed("behind this cursor"));
        lane.connection().close();
        counters.closed();
    }

    /** Serves one unit. A method of its own, so that an idle thread keeps neither a served unit nor its subscriber alive. */
    private boolean serveNext() {
        Unit unit = queue.take();
        if (unit == null) {
            return false;
        }
        if (!unit.claim()) {
            return true;
        }
        current = unit;
        try {
            serve(unit);
        } catch (RuntimeException unexpected) {
            log.warn("A unit of the writer failed in an unexpected way", unexpected);
            lane.rollback();
            unit.abandon(EngineFailures.unexpected(unexpected));
        }
        current = null;
        return true;
    }

    private void serve(Unit unit) {
        if (unit instanceof Continuation) {
            unit.run(lane, this);
            return;
        }
        lane.settle();
        R2dbcException cause = broken;
        if (unit instanceof WriteUnit write && cause != null) {
            write.fail(EngineFailures.broken(cause));
        } else if (unit instanceof WriteUnit write && write.mode() == CommitMode.GROUPED) {
            new WriteGroup(lane, this).run(write);
        } else if (unit instanceof WriteUnit write && write.mode() == CommitMode.ALONE) {
            new WriteGroup(lane, this).runSingle(write);
        } else {
            unit.run(lane, this);
        }
    }

    /** Takes the next unit if it can join an open group. */
    @Nullable
    WriteUnit nextOfGroup() {
        for (; ; ) {
            Unit head = queue.poll(
                    Long.MAX_VALUE, unit -> unit instanceof WriteUnit write && write.mode() == CommitMode.GROUPED);
            if (head == null || head.claim()) {
                return (WriteUnit) head;
            }
        }
    }

    /** Begins a write transaction, waiting for other processes. */
    void begin(Lane on, Duration lockWait, BooleanSupplier stopped) {
        LockWait.retry(lockWait, () -> closing || stopped.getAsBoolean(), () -> {
            on.begin("BEGIN IMMEDIATE");
            return true;
        });
    }

    /** Commits. Outside WAL another process's readers may delay it, so that it waits for them; in WAL nothing does. */
    void commit(Lane on) {
        if (wal) {
            on.commit();
        } else {
            LockWait.retry(COMMIT_WAIT, () -> false, () -> {
                on.commit();
                return true;
            });
        }
        counters.committed();
    }

    private static final Duration COMMIT_WAIT = Duration.ofSeconds(10);

    /** True when nobody can tell whether a failed COMMIT took effect. */
    boolean isOutcomeUnknown(R2dbcException commitFailure) {
        return ResultCode.primary(commitFailure) == ResultCode.IOERR;
    }

    /** Stops all writing after a COMMIT with an unknown outcome; returns what to tell its callers. */
    R2dbcException breakDown(Lane on, R2dbcException commitFailure) {
        log.warn("COMMIT failed with an I/O error; no more writes until the database is reopened", commitFailure);
        broken = commitFailure;
        on.rollback();
        return EngineFailures.unknownOutcome(commitFailure);
    }

    Counters counters() {
        return counters;
    }

    boolean isBusy() {
        return current != null;
    }

    /** True while its connection is in use, rather than its thread with some subscriber's continuation. */
    boolean isInUse() {
        return lane.isInUse();
    }

    boolean hasOpenCursors() {
        return lane.hasOpenCursors();
    }

    /** Fails when writing has stopped for good. */
    void requireSound() {
        R2dbcException cause = broken;
        if (cause != null) {
            throw EngineFailures.broken(cause);
        }
    }

    /** Stops what runs; the thread ends once its queue is closed and empty. */
    void interrupt(R2dbcException why) {
        closing = true;
        Unit running = current;
        if (running != null) {
            running.interrupt(why);
        }
    }

    @Override
    public void resume(Runnable continuation) {
        queue.resume(new Continuation(continuation));
    }
}
