package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.CommitMode;
import org.jspecify.annotations.Nullable;

/** Where a statement outside a transaction goes. */
enum Route {
    /** To a reader, its rows streamed. */
    READ(null),
    /** To the writer, committed with others. */
    GROUPED(CommitMode.GROUPED),
    /** To the writer, committed by itself. */
    ALONE(CommitMode.ALONE),
    /** To the writer, outside any transaction. */
    BARE(CommitMode.BARE);

    private final @Nullable CommitMode mode;

    Route(@Nullable CommitMode mode) {
        this.mode = mode;
    }

    boolean isRead() {
        return mode == null;
    }

    CommitMode mode() {
        return mode == null ? CommitMode.ALONE : mode;
    }
}
