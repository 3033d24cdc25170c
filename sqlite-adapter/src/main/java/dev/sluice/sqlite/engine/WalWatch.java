package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the WAL is to be copied back into the database: when enough was added to it since the last time, and after a
 * time. SQLite starts the file anew after a complete copy and, because of {@link #sizeLimit}, cuts it to half the size it
 * is copied back at; what is written within that half is cheap and counted by commits, each of which adds a page at least,
 * and what goes beyond shows in the file's size. It only asks for the size of the WAL: opening and closing the database's
 * file from outside SQLite could drop the process's locks.
 */
final class WalWatch {

    private static final int PAGE = 4096;

    /** How many commits pass between two looks at the file's size. */
    private static final int GLANCE = 16;

    /** A WAL this many times larger than the size it is copied back at is cut, too: a slow reader has let it grow. */
    private static final int OVERSIZED = 8;

    private final @Nullable Path wal;
    private final long threshold;
    private final long interval;
    private final long enough;
    private final AtomicBoolean pending = new AtomicBoolean();
    private volatile long lastCommits;
    private volatile long dueSize;
    private volatile boolean incomplete;
    private volatile long lastAt = System.nanoTime();

    /**
     * @param wal the WAL, or null when there is none
     * @param threshold how much may be added before it is copied back, in bytes
     * @param interval copy back after this time when there were commits; zero is never
     */
    WalWatch(@Nullable Path wal, long threshold, Duration interval) {
        this.wal = wal;
        this.threshold = threshold;
        this.dueSize = threshold;
        this.interval = interval.toNanos();
        // Some room below the limit: a file that is cut and grows again each time costs more than one that is written
        // over.
        this.enough = sizeLimit(threshold) / PAGE * 3 / 4;
    }

    /** To what size SQLite cuts the WAL when it starts it anew. */
    static long sizeLimit(long threshold) {
        return threshold / 2;
    }

    /** True in WAL mode. */
    boolean hasWal() {
        return wal != null;
    }

    /** As {@link #isDue}, for the writer, which asks after every unit and looks at the file only now and then. */
    boolean isDueAtGlance(long commits) {
        return wal != null && (commits & (GLANCE - 1)) == 0 && isDue(System.nanoTime(), commits, false);
    }

    /**
     * True when there were commits and it is time; then whoever asked copies back, and says when that is {@link #done}.
     * What a reader was in the way of is tried again each time.
     */
    boolean isDue(long now, long commits) {
        return isDue(now, commits, incomplete);
    }

    private boolean isDue(long now, long commits, boolean again) {
        if (wal == null || commits == lastCommits || pending.get()) {
            return false;
        }
        boolean due = again
                || commits - lastCommits >= enough
                || (interval > 0 && now - lastAt >= interval)
                || size(wal) >= dueSize;
        return due && pending.compareAndSet(false, true);
    }

    /** True when the WAL has grown far beyond the size it should be copied back at. */
    boolean isOversized() {
        return wal != null && size(wal) / OVERSIZED >= threshold;
    }

    /**
     * The copying that was due is over.
     *
     * @param complete whether nothing is left, so that the WAL starts anew; else the next try waits until it has grown
     */
    void done(long commits, boolean complete) {
        lastCommits = commits;
        incomplete = !complete;
        dueSize = complete || wal == null ? threshold : size(wal) + threshold;
        lastAt = System.nanoTime();
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
