package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A failure that running the same work again would only repeat. Nothing of the failed attempt was kept. */
public abstract class PermanentDatabaseException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    protected PermanentDatabaseException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
