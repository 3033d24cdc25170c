package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A failure after which the same work, run again from its start, may succeed. Nothing of the failed attempt was kept. */
public abstract class TransientDatabaseException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    protected TransientDatabaseException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
