package dev.sluice.spi;

/** Where work was when it failed; the same error means different things in different phases. */
public enum Phase {
    /** While connecting or acquiring: nothing was sent. */
    CONNECT,
    /** A statement outside a transaction that was sent: a write of it may have been stored. */
    AUTOCOMMIT,
    /** Inside a transaction before COMMIT was handed to the driver: everything is undone. */
    BODY,
    /** From the flight on that carries COMMIT: it may have been stored. */
    COMMIT
}
