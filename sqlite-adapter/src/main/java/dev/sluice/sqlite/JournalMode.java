package dev.sluice.sqlite;

/** How SQLite protects a transaction on disk. Only {@link #WAL} lets reads go on beside a write. */
public enum JournalMode {
    /** A write-ahead log: readers and the writer do not wait for each other. */
    WAL,
    /** A rollback journal, deleted at each commit. */
    DELETE,
    /** A rollback journal, truncated at each commit. */
    TRUNCATE,
    /** A rollback journal, overwritten at each commit. */
    PERSIST
}
