package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A database, field or key could not be encrypted or decrypted: wrong or missing key, or an unavailable cipher. */
public class EncryptionException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public EncryptionException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
