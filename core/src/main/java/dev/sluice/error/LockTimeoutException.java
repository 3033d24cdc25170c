package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A lock was not free within the lock wait timeout (SQLSTATE 55P03, SQLite's BUSY). */
public final class LockTimeoutException extends TransientDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public LockTimeoutException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
