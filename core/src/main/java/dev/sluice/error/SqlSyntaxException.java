package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The statement is not valid SQL on this backend, or names something that does not exist (SQLSTATE class 42). */
public final class SqlSyntaxException extends QueryException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public SqlSyntaxException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
