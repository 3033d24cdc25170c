package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the WAL is to be copied back into the database: when it is large enough, and after a time. It only asks for
 * the size of the WAL: opening and closing the database's file from outside SQLite could drop the process's locks.
 */
final class WalWatch {

    /** A WAL this many times larger than the size it is copied back at is cut, too: a slow reader has let it grow. */
    private static final int OVERSIZED = 8;

    private final @Nullable Path wal;
    private final long threshold;
    private final long interval;
    private final AtomicBoolean pending = new AtomicBoolean();
    private long seenCommits;
    private long lastAt = System.nanoTime();

    /**
     * @param wal the WAL, or null when there is none
     * @param threshold the size to copy back at, in bytes
     * @param interval copy back after this time when there were commits; zero is never
     */
    WalWatch(@Nullable Path wal, long threshold, Duration interval) {
        this.wal = wal;
        this.threshold = threshold;
        this.interval = interval.toNanos();
    }

    /** True once per checkpoint when there were commits and it is time; called by one thread. */
    boolean isDue(long now, long commits) {
        if (wal == null || commits == seenCommits || pending.get()) {
            return false;
        }
        boolean overdue = interval > 0 && now - lastAt >= interval;
        if (!overdue && size(wal) < threshold) {
            return false;
        }
        seenCommits = commits;
        lastAt = now;
        return pending.compareAndSet(false, true);
    }

    /** True when the WAL has grown far beyond the size it should be copied back at. */
    boolean isOversized() {
        return wal != null && size(wal) / OVERSIZED >= threshold;
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
