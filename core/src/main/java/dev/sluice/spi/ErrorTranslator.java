package dev.sluice.spi;

import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.CheckViolationException;
import dev.sluice.error.ConnectionException;
import dev.sluice.error.ConstraintViolationException;
import dev.sluice.error.DataException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.EncryptionException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ForeignKeyViolationException;
import dev.sluice.error.IdleTransactionTimeoutException;
import dev.sluice.error.LockTimeoutException;
import dev.sluice.error.NotNullViolationException;
import dev.sluice.error.QueryException;
import dev.sluice.error.QueryTimeoutException;
import dev.sluice.error.SerializationFailureException;
import dev.sluice.error.SqlSyntaxException;
import dev.sluice.error.StorageException;
import dev.sluice.error.TransactionAbortedException;
import dev.sluice.error.TransactionException;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns a driver's failure into one of ours, by SQLSTATE (ISO 9075 classes and PostgreSQL's codes); the driver's stays the cause. */
public final class ErrorTranslator {

    private static final Map<String, Constructor> BY_STATE = Map.ofEntries(
            Map.entry("23505", DuplicateKeyException::new),
            Map.entry("23503", ForeignKeyViolationException::new),
            Map.entry("23506", ForeignKeyViolationException::new),
            Map.entry("23502", NotNullViolationException::new),
            Map.entry("23513", CheckViolationException::new),
            Map.entry("23514", CheckViolationException::new),
            Map.entry("40001", SerializationFailureException::new),
            Map.entry("40P01", SerializationFailureException::new),
            Map.entry("CR000", SerializationFailureException::new),
            Map.entry("40003", AmbiguousCommitException::new),
            Map.entry("08007", AmbiguousCommitException::new),
            Map.entry("55P03", LockTimeoutException::new),
            Map.entry("HYT00", LockTimeoutException::new),
            Map.entry("57014", QueryTimeoutException::new),
            Map.entry("53100", StorageException::new),
            Map.entry("25P02", TransactionAbortedException::new),
            Map.entry("99999", TransactionAbortedException::new),
            Map.entry("25P03", IdleTransactionTimeoutException::new),
            Map.entry("25006", AccessDeniedException::new),
            Map.entry("42501", AccessDeniedException::new),
            Map.entry("28P01", AccessDeniedException::new),
            Map.entry("57P01", ConnectionException::new),
            Map.entry("57P02", ConnectionException::new),
            Map.entry("57P03", ConnectionException::new),
            Map.entry("53300", ConnectionException::new),
            Map.entry("ENC01", EncryptionException::new));

    private static final Map<String, Constructor> BY_CLASS = Map.of(
            "08", ConnectionException::new,
            "22", DataException::new,
            "23", ConstraintViolationException::new,
            "25", TransactionException::new,
            "28", AccessDeniedException::new,
            "40", SerializationFailureException::new,
            "42", SqlSyntaxException::new,
            "58", StorageException::new,
            "XX", StorageException::new);

    private ErrorTranslator() {}

    /**
     * Returns the failure as one of ours. Ours and failures that no database caused are returned unchanged.
     *
     * @param error what was signalled
     * @param statement the statement's text without values, or null
     * @param tag the query's tag, or null
     */
    public static Throwable translate(Throwable error, @Nullable String statement, @Nullable String tag) {
        if (error instanceof DatabaseException) {
            return error;
        }
        if (error instanceof R2dbcException driver) {
            return ofDriver(driver, statement, tag);
        }
        var details = ErrorDetails.NONE.withStatement(statement, tag);
        if (error instanceof TimeoutException) {
            return new QueryTimeoutException(message(error, details), details, error);
        }
        if (error instanceof IOException) {
            return new ConnectionException(message(error, details), details, error);
        }
        return error;
    }

    private static DatabaseException ofDriver(R2dbcException error, @Nullable String statement, @Nullable String tag) {
        String state = error.getSqlState();
        var details = new ErrorDetails(state, error.getErrorCode(), statement, tag);
        String message = message(error, details);
        if (state == null || state.length() != 5) {
            return new QueryException(message, details, error);
        }
        Constructor byClass = BY_CLASS.getOrDefault(state.substring(0, 2), QueryException::new);
        return BY_STATE.getOrDefault(state, byClass).create(message, details, error);
    }

    private static String message(Throwable error, ErrorDetails details) {
        var text = new StringBuilder(Printable.escape(String.valueOf(error.getMessage())));
        details.sqlState().ifPresent(state -> text.append(" (SQLSTATE ").append(state).append(')'));
        details.tag().ifPresent(tag -> text.append("; tag: ").append(Printable.escape(tag)));
        details.statement().ifPresent(sql -> text.append("; statement: ").append(Printable.shorten(sql)));
        return text.toString();
    }

    @FunctionalInterface
    private interface Constructor {
        DatabaseException create(String message, ErrorDetails details, @Nullable Throwable cause);
    }
}
