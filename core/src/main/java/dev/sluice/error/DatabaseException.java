package dev.sluice.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all failures. Its message says what happened, where, the state and the remedy; it holds no bound values,
 * keys or passwords. The driver's own error, where there is one, is the cause.
 */
public abstract class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorDetails details;

    /** Creates a failure with what is known of it. */
    protected DatabaseException(String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = details;
    }

    /** What is known about the failure. */
    public final ErrorDetails details() {
        return details == null ? ErrorDetails.NONE : details;
    }

    /** The SQLSTATE, when a database answered with one. */
    public final Optional<String> sqlState() {
        return details().sqlState();
    }

    /** The backend's own code, such as SQLite's extended result code; 0 when there is none. */
    public final int vendorCode() {
        return details().vendorCode();
    }

    /** The statement's text without values. */
    public final Optional<String> statement() {
        return details().statement();
    }

    /** The tag the statement ran under. */
    public final Optional<String> tag() {
        return details().tag();
    }
}
