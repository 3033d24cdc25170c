package dev.sluice.error;

/** A query that must return at most one row returned more. Use {@code first()} where any row will do. */
public final class TooManyRowsException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates a failure for the statement that returned more than one row. */
    public TooManyRowsException(ErrorDetails details) {
        super(
                "Expected at most one row but there are more; use first() where any row will do, or narrow the query",
                details,
                null);
    }
}
