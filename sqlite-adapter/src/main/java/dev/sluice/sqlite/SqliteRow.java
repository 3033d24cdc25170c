package dev.sluice.sqlite;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;

/** One row, its values copied from SQLite; stays valid for as long as it is held. Is its own segment. */
final class SqliteRow implements Row, Result.RowSegment {

    private final SqliteRowMetadata metadata;
    private final @Nullable Object[] values;

    SqliteRow(SqliteRowMetadata metadata, @Nullable Object[] values) {
        this.metadata = metadata;
        this.values = values;
    }

    @Override
    public SqliteRowMetadata getMetadata() {
        return metadata;
    }

    @Override
    public @Nullable Object get(int index) {
        Object value = values[metadata.checked(index)];
        return value == null ? null : Decoder.natural(value);
    }

    @Override
    public @Nullable Object get(String name) {
        return get(metadata.indexOf(name));
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        Require.argument(type, "type");
        return Decoder.decode(
                values[metadata.checked(index)],
                type,
                metadata.columns().names().get(index));
    }

    @Override
    public <T> @Nullable T get(String name, Class<T> type) {
        return get(metadata.indexOf(name), type);
    }

    @Override
    public Row row() {
        return this;
    }

    @Override
    public String toString() {
        return "SqliteRow" + metadata.columns().names();
    }
}
