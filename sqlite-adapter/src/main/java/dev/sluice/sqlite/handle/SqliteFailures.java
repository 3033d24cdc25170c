package dev.sluice.sqlite.handle;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns SQLite's result codes into R2DBC's exceptions; the error code of each is SQLite's extended result code. */
public final class SqliteFailures {

    private SqliteFailures() {}

    /** A failure while a statement was prepared: an error of its text unless the code says otherwise. */
    static R2dbcException ofPrepare(SQLException cause, String sql) {
        int code = code(cause);
        return of(code, code == ResultCode.ERROR ? "42000" : state(code), text(cause), sql, cause);
    }

    /** A failure while a statement ran. */
    static R2dbcException ofStep(int code, SQLException cause, String sql) {
        if (code == ResultCode.READONLY_DBMOVED) {
            String message = "The file of the database has been moved or deleted while it was open; put it back, then"
                    + " close the database and open it again";
            return of(code, state(code), message, sql, cause);
        }
        return of(code, state(code), text(cause), sql, cause);
    }

    /** A failure that the JDBC driver reports outside a statement, such as while opening. */
    static R2dbcException of(SQLException cause) {
        int code = code(cause);
        return of(code, state(code), text(cause), null, cause);
    }

    /** The extended result code of an error of the JDBC driver; 1 when it has none. */
    static int code(SQLException cause) {
        if (cause instanceof SQLiteException sqlite && sqlite.getResultCode() != SQLiteErrorCode.UNKNOWN_ERROR) {
            return sqlite.getResultCode().code;
        }
        return Math.max(cause.getErrorCode(), ResultCode.ERROR);
    }

    /** Builds the exception class that belongs to a SQLSTATE. */
    public static R2dbcException of(
            int code, String state, String message, @Nullable String sql, @Nullable Throwable cause) {
        return switch (state.substring(0, 2)) {
            case "22", "23" -> new R2dbcDataIntegrityViolationException(message, state, code, sql, cause);
            case "42" ->
                state.equals("42501")
                        ? new R2dbcPermissionDeniedException(message, state, code, sql, cause)
                        : new R2dbcBadGrammarException(message, state, code, sql, cause);
            case "40" -> new R2dbcRollbackException(message, state, code, sql, cause);
            case "57" -> new R2dbcTimeoutException(message, state, code, sql, cause);
            case "55" -> new R2dbcTransientResourceException(message, state, code, sql, cause);
            case "25" -> new R2dbcPermissionDeniedException(message, state, code, sql, cause);
            default -> new R2dbcNonTransientResourceException(message, state, code, sql, cause);
        };
    }

    private static String state(int code) {
        return switch (code) {
            case 1555, 2067, 2579 -> "23505";
            case 787 -> "23503";
            case 1299 -> "23502";
            case 275 -> "23514";
            case 3091 -> "22018";
            case ResultCode.BUSY_SNAPSHOT -> "40001";
            case ResultCode.READONLY_DBMOVED -> "08006";
            default -> primaryState(code & 0xff);
        };
    }

    private static String primaryState(int primary) {
        return switch (primary) {
            case ResultCode.ERROR -> "22000";
            case 3, 23 -> "42501";
            case 4 -> "40000";
            case ResultCode.BUSY, ResultCode.PROTOCOL -> "55P03";
            case ResultCode.LOCKED -> "55006";
            case ResultCode.NOMEM -> "53200";
            case ResultCode.READONLY -> "25006";
            case ResultCode.INTERRUPT -> "57014";
            case ResultCode.CORRUPT -> "XX001";
            case ResultCode.FULL -> "53100";
            case ResultCode.CANTOPEN -> "08001";
            case 18 -> "54000";
            case ResultCode.CONSTRAINT -> "23000";
            case 20 -> "22018";
            default -> "58030";
        };
    }

    /** SQLite's own words without the JDBC driver's frame around them: {@code "[CODE] meaning (words)"}. */
    private static String text(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        if (!(cause instanceof SQLiteException sqlite)) {
            return message;
        }
        String frame = sqlite.getResultCode() + " (";
        boolean framed = message.startsWith(frame) && message.endsWith(")");
        return framed ? message.substring(frame.length(), message.length() - 1) : message;
    }
}
