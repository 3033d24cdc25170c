package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A row could not be turned into the asked type; the message names column, row, component and remedy. */
public final class MappingException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String column;
    private final long row;

    /**
     * Creates a failure for one column of one row.
     *
     * @param column the column's label, or null when the whole row is meant
     * @param row the row's number, from 1; 0 when no row was read yet
     */
    public MappingException(String message, @Nullable String column, long row, @Nullable Throwable cause) {
        this(message, column, row, ErrorDetails.NONE, cause);
    }

    /** Creates a failure for one column of one row of a known statement. */
    public MappingException(
            String message, @Nullable String column, long row, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
        this.column = column;
        this.row = row;
    }

    /** The column's label, or null when the whole row is meant. */
    public @Nullable String column() {
        return column;
    }

    /** The row's number, from 1; 0 when no row was read yet. */
    public long row() {
        return row;
    }
}
