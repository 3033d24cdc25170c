package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The transaction's deadline passed and it was rolled back; the deadline covers acquire, attempts and backoff. */
public final class TransactionTimeoutException extends TransactionException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public TransactionTimeoutException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
