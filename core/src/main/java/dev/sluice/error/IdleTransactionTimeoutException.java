package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The transaction stayed idle for longer than the idle-in-transaction timeout and was rolled back (SQLSTATE 25P03). */
public final class IdleTransactionTimeoutException extends TransactionException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public IdleTransactionTimeoutException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
