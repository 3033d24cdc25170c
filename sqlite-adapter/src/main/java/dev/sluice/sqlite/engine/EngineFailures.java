package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import dev.sluice.sqlite.handle.SqliteFailures;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failures the engine itself reports: each says what happened, the state, and the remedy. */
final class EngineFailures {

    private EngineFailures() {}

    static R2dbcException acquireTimeout(Duration timeout, String state) {
        return new R2dbcTimeoutException(
                "Acquire timed out after " + timeout.toMillis() + " ms (" + state
                        + "); shorten transactions or raise acquireTimeout",
                "53300",
                0);
    }

    static R2dbcException queueFull(int capacity, String state) {
        return new R2dbcTransientResourceException(
                "The queue is full: " + capacity + " units wait (" + state + "); send less at once or raise maxQueue",
                "53300",
                0);
    }

    static R2dbcException closed(String database) {
        return new R2dbcNonTransientResourceException(
                "The database " + database + " is closed; open it again to use it", "08003", 0);
    }

    static R2dbcException lockWaitTimeout(Duration timeout, R2dbcException busy) {
        return new R2dbcTimeoutException(
                "Another process held the database's lock for " + timeout.toMillis()
                        + " ms; shorten its transactions or raise lockWaitTimeout",
                "55P03",
                busy.getErrorCode(),
                busy);
    }

    static R2dbcException statementTimeout(String sql, @Nullable R2dbcException interrupt) {
        return new R2dbcTimeoutException(
                "The statement ran longer than statementTimeout and was stopped; make it cheaper or raise the timeout",
                "57014",
                ResultCode.INTERRUPT,
                sql,
                interrupt);
    }

    static R2dbcException tooManyBufferedRows(int limit, String sql) {
        return SqliteFailures.of(
                0,
                "54000",
                "More than maxBufferedRows=" + limit + " rows had to be kept on the heap; read the result faster, in a"
                        + " transaction of its own, or raise maxBufferedRows",
                sql,
                null);
    }

    static R2dbcException snapshotTooOld(Duration age, String sql) {
        return new R2dbcTransientResourceException(
                "The cursor waited for demand on a snapshot older than maxSnapshotAge=" + age.toMillis()
                        + " ms and was closed, because it keeps the WAL from shrinking; read the result faster or raise"
                        + " maxSnapshotAge",
                "72000",
                0,
                sql);
    }

    static R2dbcException idleTooLong(Duration idle) {
        return new R2dbcTransientResourceException(
                "The transaction was rolled back: it had no statement for longer than idleInTransactionTimeout="
                        + idle.toMillis() + " ms; keep slow work outside transactions or raise the timeout",
                "25P03",
                0);
    }

    static R2dbcException aborted(@Nullable Throwable cause) {
        return new R2dbcRollbackException(
                "SQLite has rolled this transaction back because of an earlier failure; roll back and run it again",
                "25P02",
                0,
                cause);
    }

    static R2dbcException commitOfAborted(@Nullable Throwable cause) {
        return new R2dbcRollbackException(
                "Nothing was committed: SQLite had rolled this transaction back because of an earlier failure",
                "40000",
                0,
                cause);
    }

    static R2dbcException ended() {
        return new R2dbcNonTransientResourceException("The transaction has ended; begin another one", "25P01", 0);
    }

    static R2dbcException unknownOutcome(R2dbcException cause) {
        return new R2dbcNonTransientResourceException(
                "COMMIT failed while reading, writing or syncing the file, so its outcome is unknown; reopen the database"
                        + " and look",
                "08007",
                cause.getErrorCode(),
                cause);
    }

    static R2dbcException cannotSync(Throwable cause) {
        return new R2dbcNonTransientResourceException(
                "Nothing was committed: the WAL, which must be forced to disk afterwards, cannot be opened; look whether the"
                        + " process has too many files open",
                "58030",
                ResultCode.CANTOPEN,
                cause);
    }

    static R2dbcException syncFailed(Throwable cause) {
        return new R2dbcNonTransientResourceException(
                "The WAL could not be forced to disk", "58030", ResultCode.IOERR_FSYNC, cause);
    }

    /** What to do about a file that is not in its place. */
    static final String PUT_BACK =
            "Put it back, the database together with its -wal file, then close the database and open it again";

    static R2dbcException fileGone(String what) {
        return new R2dbcNonTransientResourceException(
                what + ", so that nothing more is read or written. " + PUT_BACK, "08006", 0);
    }

    static R2dbcException storedWhileGone(R2dbcException gone) {
        return new R2dbcNonTransientResourceException(
                "The write may be stored in a file that is not in its place any more, so its outcome is unknown. "
                        + gone.getMessage(),
                "08007",
                0,
                gone);
    }

    static R2dbcException unexpected(Throwable cause) {
        return new R2dbcNonTransientResourceException("The driver failed in an unexpected way", "58000", 0, cause);
    }

    static R2dbcException broken(String why, R2dbcException cause) {
        return new R2dbcNonTransientResourceException(
                "The database no longer accepts writes since " + why + "; close it and open it again",
                "08006",
                0,
                cause);
    }
}
