package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The Database was closed, or is closing, and takes no more work. */
public final class DatabaseClosedException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public DatabaseClosedException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
