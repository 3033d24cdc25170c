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
    private final FileWatch files;
    private final Acknowledgements acknowledgements;
    private final SessionRestore restore;
    private final @Nullable ConnectionOpener opener;
    private final WalWatch watch;
    private long lockedSince;
    private volatile boolean closing;
    private volatile @Nullable Unit current;

    /** @param opener opens further connections; null in single-connection mode */
    Writer(
            UnitQueue queue,
            Lane lane,
            Counters counters,
            WalWatch watch,
            FileWatch files,
            Acknowledgements acknowledgements,
            SessionRestore restore,
            @Nullable ConnectionOpener opener) {
        this.queue = queue;
        this.lane = lane;
        this.counters = counters;
        this.files = files;
        this.acknowledgements = acknowledgements;
        this.restore = restore;
        this.opener = opener;
        this.watch = watch;
    }

    @Override
    public void run() {
        while (serveNext()) {
            // The unit is not known here: an idle worker must not keep the last subscriber from being collected.
        }
        lane.abandon(EngineFailures.closed("behind this cursor"));
        acknowledgements.settle();
        acknowledgements.close();
        if (opener != null && acknowledgements.keepsLog() && files.look()) {
            opener.closeKeepingLog(lane.connection());
        } else {
            lane.connection().close();
        }
        counters.closed();
    }

    /** Serves one unit; false when the queue is closed and empty. */
    private boolean serveNext() {
        Unit unit = next();
        if (unit == null || !unit.claim()) {
            return unit != null;
        }
        running(unit);
        long start = System.nanoTime();
        boolean counts = !unit.isInternal();
        if (counts) {
            counters.writes().taken(unit, 1, start);
        }
        try {
            serve(unit);
        } catch (Throwable unexpected) { // an Error would end the thread, and everybody would wait for ever
            log.warn("A unit of the writer failed in an unexpected way", unexpected);
            unit.abandon(EngineFailures.unexpected(unexpected));
            rollBackAnyhow();
        }
        if (counts) {
            counters.writes().ran(System.nanoTime() - start);
        }
        current = null;
        keepLogShort();
        return true;
    }

    private void running(Unit unit) {
        current = unit;
        if (closing) {
            // Whoever closes may have looked before.
            unit.interrupt(EngineFailures.closed("of this write"));
        }
    }

    private void rollBackAnyhow() {
        try {
            lane.rollback();
        } catch (R2dbcException failure) {
            log.warn("What the unit left could not be rolled back", failure);
        }
    }

    /**
     * Under load the writer itself copies the WAL back, a small one often: beside it, the copying would never catch up, and
     * to write over the start of a short log costs a third of adding to a long one.
     */
    private void keepLogShort() {
        if (!lane.hasOpenCursors() && acknowledgements.refusal() == null && watch.isDueAtGlance(counters.commits())) {
            acknowledgements.settle();
            new WalRestart(watch, acknowledgements, counters).run(lane, this);
        }
    }

    /** The next unit; before it waits for one, those who wait for the disk are served. */
    private @Nullable Unit next() {
        Unit waiting = acknowledgements.isDue() ? null : queue.poll();
        if (waiting != null) {
            return waiting;
        }
        acknowledgements.settle();
        return queue.take();
    }

    /** Runs a unit, and those that join it. */
    private void serve(Unit unit) {
        if (unit instanceof Continuation) {
            unit.run(lane, this);
            return;
        }
        if (!watch.hasWal()) {
            // With one connection there is no maintenance thread that would.
            files.lookNowAndThen();
        }
        lane.settle();
        if (unit instanceof WriteUnit write) {
            serve(write);
        } else {
            unit.run(lane, this);
        }
    }

    private void serve(WriteUnit write) {
        R2dbcException refusal = acknowledgements.refusal();
        if (refusal != null) {
            write.fail(refusal);
            return;
        }
        switch (write.mode()) {
            case GROUPED -> new WriteGroup(lane, this).run(write);
            case ALONE -> new WriteGroup(lane, this).runSingle(write);
            case BARE -> write.run(lane, this);
        }
    }

    /** Takes the next unit if it can join an open group, as the one at this position. */
    @Nullable
    WriteUnit nextOfGroup(int position, long now) {
        for (; ; ) {
            Unit head = queue.poll(Long.MAX_VALUE, Writer::joinsGroup);
            if (head == null) {
                return null;
            }
            if (head.claim()) {
                counters.writes().taken(head, position, now);
                running(head);
                return (WriteUnit) head;
            }
        }
    }

    private static boolean joinsGroup(Unit unit) {
        return unit instanceof WriteUnit write && write.mode() == CommitMode.GROUPED;
    }

    /**
     * Begins a write transaction, waiting for other processes. Those that queue behind a lock wait for it together: the
     * time of each counts from when it was queued, or when the lock was first met, whichever was later.
     */
    void begin(Lane on, Duration lockWait, long queuedAt, BooleanSupplier stopped) {
        long now = System.nanoTime();
        boolean locked = lockedSince != 0;
        long since = !locked ? now : lockedSince - queuedAt > 0 ? lockedSince : queuedAt;
        try {
            LockWait.retry(lockWait, since, () -> closing || stopped.getAsBoolean(), () -> {
                on.begin("BEGIN IMMEDIATE");
                return true;
            });
            lockedSince = 0;
        } catch (R2dbcException failure) {
            lockedSince = locked ? lockedSince : now;
            throw failure;
        }
    }

    /** Commits. Outside WAL another process's readers may delay it, so that it waits for them; in WAL nothing does. */
    void commit(Lane on) {
        requireSound();
        acknowledgements.prepare();
        if (watch.hasWal()) {
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

    /** Commits an interactive transaction; an unknown outcome stops all writing. */
    void commitOrBreakDown(Lane on) {
        try {
            commit(on);
        } catch (R2dbcException failure) {
            throw isOutcomeUnknown(failure) ? breakDown(on, failure) : failure;
        }
    }

    /** Undoes what a session did to the connection; if that fails, nothing more is written before a reopening. */
    void restore(Lane used) {
        try {
            used.rollback();
            if (!files.look()) {
                return; // another connection would be to another file
            }
            used.replace(restore.restored(used.connection()));
        } catch (R2dbcException failure) {
            log.warn(
                    "A session's connection could not be restored; no more writes until the database is reopened",
                    failure);
            acknowledgements.breakDown("a session's connection could not be restored", failure);
        }
    }

    /** True when nobody can tell whether a failed COMMIT took effect. */
    boolean isOutcomeUnknown(R2dbcException commitFailure) {
        return ResultCode.primary(commitFailure) == ResultCode.IOERR;
    }

    /** Stops all writing after a COMMIT with an unknown outcome; returns what to tell its callers. */
    R2dbcException breakDown(Lane on, R2dbcException commitFailure) {
        log.warn("COMMIT failed with an I/O error; no more writes until the database is reopened", commitFailure);
        acknowledgements.breakDown("a COMMIT had an unknown outcome", commitFailure);
        on.rollback();
        return EngineFailures.unknownOutcome(commitFailure);
    }

    boolean hasWal() {
        return watch.hasWal();
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** A write is refused for more reasons, before it runs. */
    @Override
    public @Nullable R2dbcException refusal() {
        return files.gone();
    }

    /** A statement outside transactions commits by itself: where that fails on the file, nobody knows what is stored. */
    @Override
    public void failed(R2dbcException failure) {
        if (isOutcomeUnknown(failure)) {
            acknowledgements.breakDown("a statement that commits by itself had an unknown outcome", failure);
        }
    }

    @Override
    public void acknowledge(Job<?> done) {
        acknowledgements.add(done, !(done instanceof WriteUnit write && write.mode() == CommitMode.BARE));
    }

    Counters counters() {
        return counters;
    }

    boolean isBusy() {
        return current != null || !acknowledgements.isEmpty();
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
        R2dbcException refusal = acknowledgements.refusal();
        if (refusal != null) {
            throw refusal;
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
