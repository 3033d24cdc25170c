package dev.sluice.sqlite;

/** Where SQLite keeps temporary tables and indexes. */
public enum TempStore {
    /** In memory. */
    MEMORY,
    /** In files. */
    FILE,
    /** As SQLite was compiled. */
    DEFAULT
}
