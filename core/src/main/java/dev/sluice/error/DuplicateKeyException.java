package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A primary key or unique constraint already has this value (SQLSTATE 23505). */
public final class DuplicateKeyException extends ConstraintViolationException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public DuplicateKeyException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
