package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is committed and not acknowledged yet. Where durability is promised, the writing connection commits without a sync,
 * and one sync of the WAL serves all commits before it: the writer asks for it when its queue is empty, or when enough
 * commits wait. Nobody is told of a commit before a sync that began after it has returned.
 *
 * <p>The writer adds; whoever settles, the writer or, while that is held up by a long statement, the maintenance thread,
 * takes everything that waits and answers it on its own thread.
 */
final class Acknowledgements {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private final @Nullable WalSync sync;
    private final FileWatch files;
    private final int most;
    private final long longest;
    private final Counters counters;
    private final Object lock = new Object();
    private final Object syncing = new Object();
    private List<Job<?>> waiting = new ArrayList<>();
    private long oldest;
    private boolean writtenFor;
    private volatile int size;
    private volatile @Nullable Breakdown broken;
    private volatile boolean keepsLog;

    /** Why nothing more is written, after the words "since". */
    private record Breakdown(String why, R2dbcException cause) {}

    /**
     * @param sync what to sync before answering; null when COMMIT itself has done all that was promised
     * @param files what must be in its place for that
     */
    Acknowledgements(@Nullable WalSync sync, FileWatch files, EngineOptions options, Counters counters) {
        this.sync = sync;
        this.files = files;
        this.most = options.groupMaxStatements();
        this.longest = options.groupMaxDuration().toNanos();
        this.counters = counters;
    }

    /**
     * Answers a job whose work is done, once that is on disk.
     *
     * @param committed whether it ended with a COMMIT; else it may have written nothing at all
     */
    void add(Job<?> done, boolean committed) {
        if (sync == null) {
            answer(done, null);
            return;
        }
        synchronized (lock) {
            writtenFor |= committed;
            if (waiting.isEmpty()) {
                oldest = System.nanoTime();
            }
            waiting.add(done);
            size = waiting.size();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** True when waiting for more would keep somebody waiting for too long. */
    boolean isDue() {
        return size > 0 && (size >= most || hasWaited(longest));
    }

    /** True when the oldest has waited for longer than this. */
    boolean isOlderThan(Duration age) {
        return size > 0 && hasWaited(age.toNanos());
    }

    private boolean hasWaited(long nanos) {
        synchronized (lock) {
            return !waiting.isEmpty() && System.nanoTime() - oldest >= nanos;
        }
    }

    /** Syncs and answers everything that waits. Blocks for the sync. */
    void settle() {
        if (size == 0) {
            return;
        }
        List<Job<?>> taken;
        boolean written;
        synchronized (lock) {
            taken = waiting;
            waiting = new ArrayList<>();
            size = 0;
            written = writtenFor;
            writtenFor = false;
        }
        R2dbcException lost = taken.isEmpty() ? null : synced(written);
        for (Job<?> job : taken) {
            answer(job, lost);
        }
    }

    /** What one subscriber throws must not keep the others from their answers. */
    private static void answer(Job<?> job, @Nullable R2dbcException lost) {
        try {
            if (lost == null || (job instanceof WriteUnit write && write.failure() != null)) {
                job.answer();
            } else {
                job.fail(lost);
            }
        } catch (Throwable thrown) {
            log.warn("A subscriber threw when it was told that its write is stored", thrown);
        }
    }

    /** Why nothing more may be written: something failed that nobody can mend, or the file is gone. Null while all is well. */
    @Nullable
    R2dbcException refusal() {
        Breakdown known = broken;
        return known == null ? files.gone() : EngineFailures.broken(known.why(), known.cause());
    }

    /**
     * True when the log must stay as it is, for the next opening: a sync failed, and what is on disk can be known only from
     * the log's checksums.
     */
    boolean keepsLog() {
        return keepsLog;
    }

    /**
     * Lets nothing more be written until the database is opened anew; the first reason counts.
     *
     * @param why what has happened, as the end of a sentence
     */
    void breakDown(String why, R2dbcException cause) {
        if (cause.getErrorCode() == ResultCode.IOERR_FSYNC) {
            keepsLog = true;
        }
        synchronized (lock) {
            if (broken == null) {
                broken = new Breakdown(why, cause);
            }
        }
    }

    /**
     * Copying the log back has failed. After an I/O error nobody knows what of the database's file is on disk, and a later
     * sync that succeeds would not tell; but the log has everything, as long as nobody copies it and starts it anew.
     */
    void checkpointFailed(R2dbcException failure) {
        if (ResultCode.primary(failure) != ResultCode.IOERR) {
            log.warn("The WAL could not be copied back; it keeps growing until that succeeds", failure);
            return;
        }
        breakDown("the log could not be copied back into the database", failure);
        keepsLog = true;
        log.warn("The log could not be copied back; no more writes until the database is reopened", failure);
    }

    /** Makes sure that what is to be committed can be synced. Asks the file system, the first times. */
    void prepare() {
        try {
            if (sync != null) {
                sync.open();
            }
        } catch (IOException failure) {
            throw EngineFailures.cannotSync(failure);
        }
    }

    /** The failure when the WAL could not be synced: then nobody knows what is on disk, and no later sync would tell. */
    private @Nullable R2dbcException synced(boolean written) {
        // Each time: what is synced into a file that nobody will find again is not stored.
        files.look();
        R2dbcException gone = files.gone();
        if (gone != null) {
            return EngineFailures.storedWhileGone(gone);
        }
        // Held for as long as the sync takes: the system tells of a failed one once, so that of two at a time the
        // second could be told that all is well. Only the writer and the maintenance thread ever wait here, whose
        // task it is to wait for the disk; the timer and the readers never come by.
        synchronized (syncing) {
            Breakdown before = broken;
            if (before != null) {
                return EngineFailures.unknownOutcome(before.cause());
            }
            return sync == null || (!written && !sync.hasFile()) ? null : forced(sync);
        }
    }

    private @Nullable R2dbcException forced(WalSync wal) {
        try {
            wal.force();
            counters.synced();
            return null;
        } catch (IOException | RuntimeException | Error failure) { // whatever it was, nothing was promised
            log.warn("The WAL could not be synced; no more writes until the database is reopened", failure);
            R2dbcException cause = EngineFailures.syncFailed(failure);
            breakDown("the log could not be forced to disk", cause);
            return EngineFailures.unknownOutcome(cause);
        }
    }

    /** Closes what the syncs need. */
    void close() {
        WalSync held = sync;
        if (held == null) {
            return;
        }
        synchronized (syncing) {
            try {
                held.close();
            } catch (IOException ignored) {
                // Everything that matters has been synced before.
            }
        }
    }
}
