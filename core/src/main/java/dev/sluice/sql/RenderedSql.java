package dev.sluice.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as a backend takes it.
 *
 * @param sql text with the backend's markers
 * @param values what to bind, by ordinal; null where null is bound
 */
public record RenderedSql(String sql, List<@Nullable Object> values) {

    @Override
    public String toString() {
        return sql;
    }
}
