package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A transaction was used in a way its state, propagation or options do not allow. */
public class TransactionException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public TransactionException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
