package dev.sluice.sqlite;

/** What becomes of pages that are free again. Decided when a file is created; an existing one keeps what it has. */
public enum AutoVacuum {
    /** They are used again, and the file never shrinks by itself. */
    NONE,
    /** They are cut off at the end of each transaction, which makes deletes dearer. */
    FULL,
    /** They are cut off when {@code PRAGMA incremental_vacuum} asks for it. */
    INCREMENTAL
}
