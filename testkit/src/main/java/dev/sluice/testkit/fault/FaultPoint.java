package dev.sluice.testkit.fault;

/** A call to a driver that can be made to fail. */
public enum FaultPoint {
    /** Opening a connection. */
    CREATE,
    /** Beginning a transaction. */
    BEGIN,
    /** Running a statement or a batch. */
    EXECUTE,
    /** Committing. */
    COMMIT,
    /** Rolling back. */
    ROLLBACK,
    /** Creating a savepoint. */
    SAVEPOINT,
    /** Releasing a savepoint. */
    RELEASE,
    /** Rolling back to a savepoint. */
    ROLLBACK_TO,
    /** Closing a connection; fails only after the connection was closed. */
    CLOSE
}
