package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A concurrent transaction got in the way (SQLSTATE 40001, 40P01, SQLite's BUSY_SNAPSHOT) and the attempts, the deadline or the retry budget ran out. */
public final class SerializationFailureException extends TransientDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public SerializationFailureException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
