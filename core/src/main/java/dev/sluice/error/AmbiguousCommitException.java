package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** The work was sent for commit and its outcome is unknown: it may or may not have been stored. Run it again only if doing it twice does no harm. */
public final class AmbiguousCommitException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure with what is known of it. */
    public AmbiguousCommitException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
