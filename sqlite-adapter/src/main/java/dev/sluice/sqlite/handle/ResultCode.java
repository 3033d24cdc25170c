package dev.sluice.sqlite.handle;

import io.r2dbc.spi.R2dbcException;

/** SQLite's result codes as far as the engine decides by them; extended codes keep their primary code in the low byte. */
public final class ResultCode {

    /** A statement or its execution is wrong. */
    public static final int ERROR = 1;
    /** Another connection holds the lock. */
    public static final int BUSY = 5;
    /** The snapshot of a transaction is older than the last write, so it can never write. */
    public static final int BUSY_SNAPSHOT = 517;
    /** A statement of the same connection holds the table; waiting does not help. */
    public static final int LOCKED = 6;
    /** Another connection of a shared cache holds the table. */
    public static final int LOCKED_SHAREDCACHE = 262;
    /** Out of memory. */
    public static final int NOMEM = 7;
    /** The connection or file only allows reading. */
    public static final int READONLY = 8;
    /** The file is not where it was opened, so that a rollback journal beside it would not be found. */
    static final int READONLY_DBMOVED = 1032;
    /** A progress handler stopped the statement. */
    public static final int INTERRUPT = 9;
    /** The operating system failed to read or write. */
    public static final int IOERR = 10;
    /** The operating system failed to force a file to disk: what of it is there nobody knows, and it tells only once. */
    public static final int IOERR_FSYNC = 1034;
    /** The file is damaged. */
    public static final int CORRUPT = 11;
    /** The disk, or the allowed size, is full. */
    public static final int FULL = 13;
    /** The file cannot be opened. */
    public static final int CANTOPEN = 14;
    /** The locking protocol gave up; trying again helps. */
    public static final int PROTOCOL = 15;
    /** A constraint refused the value. */
    public static final int CONSTRAINT = 19;
    /** The file is not a database, or is encrypted. */
    public static final int NOTADB = 26;

    static final int ROW = 100;
    static final int DONE = 101;

    private ResultCode() {}

    /** The primary code of a failure. */
    public static int primary(R2dbcException failure) {
        return failure.getErrorCode() & 0xff;
    }

    /** True when the same statement may succeed once another connection has let go. */
    public static boolean isRetryableLock(R2dbcException failure) {
        int code = failure.getErrorCode();
        int primary = code & 0xff;
        return (primary == BUSY && code != BUSY_SNAPSHOT) || primary == PROTOCOL || code == LOCKED_SHAREDCACHE;
    }

    /** True when nothing more can be expected of the transaction, whatever statement met it. */
    public static boolean isFatal(R2dbcException failure) {
        int code = primary(failure);
        return code == FULL || code == IOERR || code == NOMEM || code == CORRUPT;
    }
}
