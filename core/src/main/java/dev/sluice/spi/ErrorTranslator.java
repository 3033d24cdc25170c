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
import dev.sluice.error.Printable;
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
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a driver's failure into one of ours, by SQLSTATE (ISO 9075 classes and PostgreSQL's codes).
 *
 * <p>The driver's failure stays the cause. Its text enters our message only for SQLSTATE classes in which servers do not
 * quote values; for constraints and data errors, where they do, ours says what the SQLSTATE means.
 */
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
            Map.entry("53300", ConnectionException::new));

    private static final Map<String, Constructor> BY_CLASS = Map.of(
            "08", ConnectionException::new,
            "22", DataException::new,
            "23", ConstraintViolationException::new,
            "25", TransactionException::new,
            "28", AccessDeniedException::new,
            "40", SerializationFailureException::new,
            "42", SqlSyntaxException::new,
            "58", StorageException::new,
            "EN", EncryptionException::new,
            "XX", StorageException::new);

    /** Classes whose messages name objects, hosts and states, but no values. */
    private static final Set<String> WITHOUT_VALUES =
            Set.of("08", "25", "28", "40", "42", "53", "55", "57", "58", "EN", "HY");

    private static final Map<String, String> MEANING = Map.of(
            "23505", "A primary key or unique constraint already has this value",
            "23503", "A foreign key would point nowhere",
            "23506", "A foreign key would point nowhere",
            "23502", "A column that must have a value would be null",
            "23513", "A CHECK constraint does not hold",
            "23514", "A CHECK constraint does not hold",
            "22012", "Division by zero",
            "22003", "A number is out of range",
            "22001", "A text is too long for its column");

    private final boolean redactsCauses;

    /**
     * Creates a translator.
     *
     * @param redactsCauses true to replace the driver's failure by its class, SQLSTATE and stack
     */
    public ErrorTranslator(boolean redactsCauses) {
        this.redactsCauses = redactsCauses;
    }

    /**
     * Returns the failure as one of ours. Ours and failures that no database caused are returned unchanged.
     *
     * @param error what was signalled
     * @param statement the statement's text without values, or null
     * @param tag the query's tag, or null
     */
    public Throwable translate(Throwable error, @Nullable String statement, @Nullable String tag) {
        if (error instanceof DatabaseException) {
            return error;
        }
        if (error instanceof R2dbcException driver) {
            return ofDriver(driver, statement, tag);
        }
        var details = ErrorDetails.NONE.withStatement(statement, tag);
        if (error instanceof TimeoutException) {
            return new QueryTimeoutException(message("The statement timed out", details), details, cause(error));
        }
        if (error instanceof IOException) {
            return new ConnectionException(message(String.valueOf(error.getMessage()), details), details, cause(error));
        }
        return error;
    }

    private DatabaseException ofDriver(R2dbcException error, @Nullable String statement, @Nullable String tag) {
        String state = error.getSqlState();
        var details = new ErrorDetails(state, error.getErrorCode(), statement, tag);
        if (state == null || state.length() != 5) {
            return new QueryException(message("The database refused the statement", details), details, cause(error));
        }
        Constructor byClass = BY_CLASS.getOrDefault(state.substring(0, 2), QueryException::new);
        return BY_STATE.getOrDefault(state, byClass)
                .create(message(reason(error, state), details), details, cause(error));
    }

    private static String reason(R2dbcException error, String state) {
        if (WITHOUT_VALUES.contains(state.substring(0, 2)) && error.getMessage() != null) {
            return error.getMessage();
        }
        return MEANING.getOrDefault(state, "The database refused the statement; its own words are in the cause");
    }

    private Throwable cause(Throwable error) {
        return redactsCauses ? RedactedCause.of(error) : error;
    }

    private static String message(String reason, ErrorDetails details) {
        var text = new StringBuilder(Printable.escape(reason));
        details.sqlState()
                .ifPresent(state -> text.append(" (SQLSTATE ").append(state).append(')'));
        details.tag().ifPresent(tag -> text.append("; tag: ").append(Printable.escape(tag)));
        details.statement().ifPresent(sql -> text.append("; statement: ").append(Printable.shorten(sql)));
        return text.toString();
    }

    @FunctionalInterface
    private interface Constructor {
        DatabaseException create(String message, ErrorDetails details, @Nullable Throwable cause);
    }
}
