package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A foreign key would point nowhere (SQLSTATE 23503). */
public final class ForeignKeyViolationException extends ConstraintViolationException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public ForeignKeyViolationException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
