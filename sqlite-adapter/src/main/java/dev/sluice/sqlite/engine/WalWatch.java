package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the WAL is large enough to be copied back into the database. It only asks for the size of the WAL: opening
 * and closing any file of an open database from outside SQLite could drop the process's locks.
 */
final class WalWatch {

    private final @Nullable Path wal;
    private final long threshold;
    private final AtomicBoolean pending = new AtomicBoolean();
    private long seenCommits;

    /** @param wal the WAL, or null when there is none */
    WalWatch(@Nullable Path wal, long threshold) {
        this.wal = wal;
        this.threshold = threshold;
    }

    /** True once per checkpoint when there were commits and the WAL has reached its threshold; called by one thread. */
    boolean isDue(long commits) {
        if (wal == null || commits == seenCommits || pending.get() || size(wal) < threshold) {
            return false;
        }
        seenCommits = commits;
        return pending.compareAndSet(false, true);
    }

    /** The checkpoint that was due is over. */
    void done() {
        pending.set(false);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException absent) {
            return 0;
        }
    }
}
