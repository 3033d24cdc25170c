package dev.sluice;

import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement is to be run, apart from its text and values.
 *
 * @param returning columns to return of written rows, or null when none are asked for
 */
record Hints(
        @Nullable Duration timeout,
        @Nullable String tag,
        int fetchSize,
        boolean readOnly,
        @Nullable List<String> returning) {

    static final Hints NONE = new Hints(null, null, 0, false, null);

    Hints withTimeout(Duration value) {
        return new Hints(value, tag, fetchSize, readOnly, returning);
    }

    Hints withTag(String value) {
        return new Hints(timeout, value, fetchSize, readOnly, returning);
    }

    Hints withFetchSize(int value) {
        return new Hints(timeout, tag, value, readOnly, returning);
    }

    Hints withReadOnly() {
        return new Hints(timeout, tag, fetchSize, true, returning);
    }

    Hints withReturning(String... columns) {
        return new Hints(timeout, tag, fetchSize, readOnly, List.of(columns));
    }

    boolean isReturning() {
        return returning != null;
    }

    void applyTo(Statement statement) {
        if (fetchSize > 0) {
            statement.fetchSize(fetchSize);
        }
        if (returning != null) {
            statement.returnGeneratedValues(returning.toArray(String[]::new));
        }
    }
}
