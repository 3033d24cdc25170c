package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A reading connection out of service: it belongs to one parked cursor or one read-only transaction, and to no thread.
 * Its work is done by whichever reader thread is free, one piece at a time and in order; whoever increments {@code wip}
 * from zero queues the session.
 */
final class ReadSession implements Home, Transaction.Carrier {

    private final Readers readers;
    private final Lane lane;
    private final long since = System.nanoTime();
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wip = new AtomicInteger();
    private volatile long lastUsed = since;
    private volatile @Nullable Cursor<?> cursor;
    private volatile @Nullable Transaction transaction;
    private volatile @Nullable R2dbcException endedBy;
    private boolean released;

    ReadSession(Readers readers, Lane lane) {
        this.readers = readers;
        this.lane = lane;
    }

    /** The connection belongs to this cursor until it ends. */
    void hold(Cursor<?> parked) {
        cursor = parked;
    }

    /** The connection belongs to this transaction until it ends. */
    void hold(Transaction begun) {
        transaction = begun;
    }

    @Override
    public void resume(Runnable continuation) {
        work.add(continuation);
        if (wip.getAndIncrement() == 0) {
            readers.resume(this::drain);
        }
    }

    @Override
    public void submit(Unit unit) {
        resume(() -> {
            Transaction open = transaction;
            if (endedBy != null) {
                unit.reject(endedBy);
            } else if (open != null && unit.claim()) {
                unit.run(lane, open);
            }
        });
    }

    @Override
    public @Nullable R2dbcException refusal() {
        return readers.refusal();
    }

    @Override
    public void acknowledge(Job<?> committed) {
        committed.answer();
    }

    @Override
    public void ended() {
        readers.counters().released();
    }

    @Override
    public void withdraw(Unit unit) {
        // It stays in the session's queue and is skipped there, because it cannot be claimed any more.
    }

    @Override
    public void ended(Cursor<?> ended, @Nullable R2dbcException failure) {
        release();
    }

    /** Ends what is here when it has waited for too long. */
    void expire(long now, EngineOptions options) {
        Cursor<?> parked = cursor;
        if (parked != null
                && parked.isParked()
                && now - since > options.maxSnapshotAge().toNanos()) {
            parked.stop(EngineFailures.snapshotTooOld(options.maxSnapshotAge(), parked.sql()));
        }
        boolean limited = !options.idleInTransactionTimeout().isZero();
        if (limited
                && wip.get() == 0
                && now - lastUsed > options.idleInTransactionTimeout().toNanos()) {
            end(EngineFailures.idleTooLong(options.idleInTransactionTimeout()));
        }
    }

    /** Ends what is here, with this reason for whoever asks. */
    void end(R2dbcException why) {
        Cursor<?> parked = cursor;
        if (parked != null) {
            parked.stop(why);
        }
        Transaction open = transaction;
        if (open != null && !open.isEnded()) {
            resume(() -> {
                if (!open.isEnded()) {
                    endedBy = why;
                    open.undo(lane);
                }
            });
        }
    }

    /** Gives the connection back. */
    void release() {
        if (!released) {
            released = true;
            readers.putBack(this, lane);
        }
    }

    private void drain() {
        int missed = 1;
        do {
            for (Runnable next = work.poll(); next != null; next = work.poll()) {
                next.run();
                lastUsed = System.nanoTime();
                releaseWhenEnded();
            }
            missed = wip.addAndGet(-missed);
        } while (missed != 0);
    }

    private void releaseWhenEnded() {
        Transaction open = transaction;
        if (open != null && open.isEnded()) {
            release();
        }
    }
}
