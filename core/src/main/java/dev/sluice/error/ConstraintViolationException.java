package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A constraint refused the change (SQLSTATE class 23). */
public class ConstraintViolationException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public ConstraintViolationException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
