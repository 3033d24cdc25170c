package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The database could not be reached, or the connection was lost before anything irrevocable was sent. */
public final class ConnectionException extends TransientDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public ConnectionException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
