package dev.sluice.spi;

import org.jspecify.annotations.Nullable;

/**
 * Watches a Database: metrics, caches, live queries. Called on driver threads, so it must return at once and never block;
 * what it throws is logged and swallowed.
 */
public interface DatabaseListener {

    /** A statement ended. */
    default void onStatement(StatementEvent event) {}

    /** An attempt of a transaction begins. */
    default void onAttempt(@Nullable String name, int attempt) {}

    /** A commit succeeded; called after the database answered and before the caller learns of it. */
    default void onCommit(TransactionEvent event) {}

    /** An attempt was rolled back. */
    default void onRollback(TransactionEvent event) {}

    /** A commit's outcome is unknown; to be treated as committed. */
    default void onUnknown(TransactionEvent event) {}
}
