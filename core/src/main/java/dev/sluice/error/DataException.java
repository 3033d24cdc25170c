package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A value cannot be stored, converted or computed: out of range, too long, wrong type, division by zero (SQLSTATE class 22). */
public final class DataException extends QueryException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public DataException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
