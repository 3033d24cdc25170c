package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** An earlier statement of the transaction failed, so it can only roll back (SQLSTATE 25P02); the earlier failure is the cause when it is known. */
public final class TransactionAbortedException extends TransactionException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public TransactionAbortedException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
