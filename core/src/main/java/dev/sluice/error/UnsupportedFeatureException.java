package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** This backend cannot do what was asked; the message names the capability and what to use instead. */
public final class UnsupportedFeatureException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public UnsupportedFeatureException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
