package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/** Where a statement runs: the writer, a reader, or a transaction. Called on the worker's thread but for {@link #resume}. */
interface Home {

    /** Queues work that goes on where it stopped; from any thread. */
    void resume(Runnable continuation);

    /** Why statements must not reach SQLite now; null when they may. */
    default @Nullable R2dbcException refusal() {
        return null;
    }

    /** Why what may write must not reach SQLite now; null when it may. */
    default @Nullable R2dbcException writeRefusal() {
        return refusal();
    }

    /**
     * A cursor has no demand.
     *
     * @return where it stays open, or null when it must be read to its end now
     */
    default @Nullable Home park(Cursor<?> cursor) {
        return this;
    }

    /** A cursor has ended and its statement is reset; the failure is null when it was read or cancelled. */
    default void ended(Cursor<?> cursor, @Nullable R2dbcException failure) {}

    /** A write failed; its transaction may be lost. */
    default void failed(R2dbcException failure) {}

    /** Answers a job whose work was done, as soon as that may be told. */
    default void acknowledge(Job<?> done) {
        done.answer();
    }

    /** Moves a cursor whose statement turned out to write to the writer. False when it already is there. */
    default boolean moveToWriter(Cursor<?> cursor) {
        return false;
    }
}
