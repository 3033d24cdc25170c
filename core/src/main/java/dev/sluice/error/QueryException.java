package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The database refused a statement for a reason that has no class of its own here; the SQLSTATE tells which. */
public class QueryException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public QueryException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
