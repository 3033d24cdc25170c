package dev.sluice;

/** What {@link Database#inTransaction} does when a transaction of the same Database is already open in the Reactor Context. */
public enum Propagation {
    /** Joins it, or begins one. */
    REQUIRED,
    /** Opens a savepoint in it that can be undone alone, or begins one. */
    NESTED,
    /** Begins an independent one beside it. Fails at once when the open one holds the database's only writer. */
    REQUIRES_NEW,
    /** Joins it, or fails. */
    MANDATORY
}
