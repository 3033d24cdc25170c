package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** Authentication failed or a privilege is missing (SQLSTATE class 28, 42501), or a write was attempted on something read-only (25006). */
public final class AccessDeniedException extends QueryException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public AccessDeniedException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
