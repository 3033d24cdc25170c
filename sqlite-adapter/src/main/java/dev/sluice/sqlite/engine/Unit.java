package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;

/**
 * Work that waits in a {@link UnitQueue} for its worker.
 *
 * <p>A unit is either run by its worker or rejected, never both: whoever wins {@link #claim} decides.
 */
abstract class Unit {

    /** Its place in the queue; written and read under the queue's lock. */
    long sequence;

    /** When it was queued, in {@link System#nanoTime}. */
    long queuedAt;

    /** True when it is the engine's own: nobody asked for it, so that it is neither counted nor does it wait for too long. */
    boolean isInternal() {
        return false;
    }

    /** Takes it out of waiting, to run it. False when it was cancelled or rejected meanwhile. */
    abstract boolean claim();

    /** Runs it on its worker, which has claimed it. Reports failures to its subscriber and throws none. */
    abstract void run(Lane lane, Home home);

    /** Ends it unrun, from any thread, unless it was claimed before. */
    abstract void reject(R2dbcException why);

    /** Ends it with a failure after it was claimed, because its worker cannot go on with it. */
    abstract void abandon(R2dbcException why);

    /** Asks it to stop while it runs, because the engine closes; from any thread. */
    void interrupt(R2dbcException why) {}
}
