package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A statement's parameters are missing, surplus, unknown or of a type that cannot be bound. Nothing was sent. */
public final class ParameterException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * Creates a failure for one parameter.
     *
     * @param parameter the name, or the zero-based index as text
     * @param message what is wrong with it and the remedy
     * @param details carries the statement
     */
    public ParameterException(String parameter, String message, ErrorDetails details) {
        this(parameter, message, details, null);
    }

    /** Creates a failure for one parameter that something else, such as a converter, refused. */
    public ParameterException(String parameter, String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message + details.statement().map(sql -> "; statement: " + sql).orElse(""), details, cause);
        this.parameter = parameter;
    }

    /** The parameter's name, or its zero-based index as text. */
    public String parameter() {
        return parameter;
    }
}
