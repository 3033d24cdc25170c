package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The storage failed: the disk is full (SQLSTATE 53100), an I/O error, or a damaged file. */
public final class StorageException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public StorageException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
