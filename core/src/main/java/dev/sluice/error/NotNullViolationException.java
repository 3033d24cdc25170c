package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A column that must have a value would be null (SQLSTATE 23502). */
public final class NotNullViolationException extends ConstraintViolationException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public NotNullViolationException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
