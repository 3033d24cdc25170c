package dev.sluice.sqlite.handle;

import java.time.Duration;

/**
 * Tells one operation to stop while it runs. SQLite asks it every few thousand steps through the progress handler, so
 * that only this operation ends and no bystander on the same connection.
 *
 * <p>{@link #stopAfter} may be called from any thread; everything else belongs to the thread that runs the operation.
 */
public final class StopSignal {

    private static final long NEVER = Long.MAX_VALUE;

    private final boolean timed;
    private long remaining;
    private long startedAt;
    private volatile long stopAt = NEVER;

    /** Creates a signal that also fires when the operation has run for this long; zero means no limit. */
    public StopSignal(Duration timeout) {
        this.timed = !timeout.isZero();
        this.remaining = timeout.toNanos();
    }

    /** Asks the operation to stop once the grace is over. */
    public void stopAfter(Duration grace) {
        stopAt = Math.min(stopAt, ticks() + grace.toNanos());
    }

    /** The operation runs from now on; time before this does not count. */
    public void resume() {
        startedAt = ticks();
    }

    /** The operation does not run for now. */
    public void pause() {
        if (timed) {
            remaining -= ticks() - startedAt;
        }
    }

    boolean isDue() {
        long now = ticks();
        return now >= stopAt || (timed && now - startedAt >= remaining);
    }

    private static long ticks() {
        // The origin of nanoTime is arbitrary; counting from a fixed start keeps NEVER out of reach.
        return System.nanoTime() - ORIGIN;
    }

    private static final long ORIGIN = System.nanoTime();
}
