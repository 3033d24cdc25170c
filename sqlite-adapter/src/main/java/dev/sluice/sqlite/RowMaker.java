package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.RowFactory;
import dev.sluice.sqlite.handle.Columns;
import org.jspecify.annotations.Nullable;

/** Makes the rows of one result; they share their metadata. Used by one worker at a time. */
final class RowMaker implements RowFactory<SqliteRow> {

    private @Nullable SqliteRowMetadata metadata;

    @Override
    public SqliteRow create(Columns columns, @Nullable Object[] values) {
        SqliteRowMetadata shared = metadata;
        if (shared == null || shared.columns() != columns) {
            shared = new SqliteRowMetadata(columns);
            metadata = shared;
        }
        return new SqliteRow(shared, values);
    }
}
