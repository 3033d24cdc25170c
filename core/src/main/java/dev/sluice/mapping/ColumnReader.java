package dev.sluice.mapping;

import dev.sluice.error.MappingException;
import dev.sluice.error.UnsupportedFeatureException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one column of a row. */
final class ColumnReader implements RowReader<Object> {

    /** What null becomes. */
    enum Nulls {
        NULL,
        EMPTY_OPTIONAL,
        REFUSED
    }

    private final Columns.Column column;
    private final int columns;
    private final String target;
    private final ValueReader reader;
    private final Nulls nulls;

    /**
     * Creates the reader of a column.
     *
     * @param columns how many there are, for messages
     * @param target what the value is for, for messages
     */
    ColumnReader(Columns.Column column, int columns, String target, ValueReader reader, Nulls nulls) {
        this.column = column;
        this.columns = columns;
        this.target = target;
        this.reader = reader;
        this.nulls = nulls;
    }

    @Override
    public @Nullable Object read(Readable row, long number) {
        Object raw = raw(row, number);
        if (raw == null) {
            return ofNull(number);
        }
        try {
            Object value = reader.read(raw);
            return nulls == Nulls.EMPTY_OPTIONAL ? Optional.of(value) : value;
        } catch (UnsupportedFeatureException missing) {
            throw failure(number, String.valueOf(missing.getMessage()), missing);
        } catch (Unreadable unreadable) {
            throw failure(number, String.valueOf(unreadable.getMessage()), unreadable.getCause());
        }
    }

    /** Reads the column as the driver has it, JSON excepted: a driver's own class for that means nothing here. */
    @Nullable
    Object raw(Readable row, long number) {
        try {
            if (!column.json()) {
                return row.get(column.index());
            }
            String text = row.get(column.index(), String.class);
            return text == null ? null : new Json(text);
        } catch (R2dbcException database) {
            // The database's own failure, such as a lost connection: classified by whoever runs the statement.
            throw database;
        } catch (RuntimeException refused) {
            throw failure(number, "the driver could not decode it; cast it in the statement", refused);
        }
    }

    private @Nullable Object ofNull(long number) {
        return switch (nulls) {
            case NULL -> null;
            case EMPTY_OPTIONAL -> Optional.empty();
            case REFUSED ->
                throw failure(
                        number,
                        "null cannot become a primitive; declare the wrapper class or Optional, or use COALESCE",
                        null);
        };
    }

    private MappingException failure(long number, String reason, @Nullable Throwable cause) {
        String message = "Column \"" + column.label() + "\" (" + (column.index() + 1) + " of " + columns + ") of row "
                + number + ", for " + target + ": " + reason;
        return new MappingException(message, column.label(), number, cause);
    }
}
