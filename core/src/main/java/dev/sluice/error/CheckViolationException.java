package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A CHECK constraint does not hold (SQLSTATE 23514). */
public final class CheckViolationException extends ConstraintViolationException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public CheckViolationException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
