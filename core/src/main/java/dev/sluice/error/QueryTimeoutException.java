package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A statement ran longer than its timeout and was stopped (SQLSTATE 57014). */
public final class QueryTimeoutException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public QueryTimeoutException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
