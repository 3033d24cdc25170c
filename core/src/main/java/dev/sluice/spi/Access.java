package dev.sluice.spi;

/** What a connection is wanted for. */
public enum Access {
    /** Reads only: a reader of SQLite, a replica of a cluster. Writes on it fail. */
    READ,
    /** Reads and writes. */
    WRITE,
    /** Whatever a caller does with a connection of its own, session state included, which ends with the lease. */
    SESSION
}
