package dev.sluice.sqlite;

import dev.sluice.sqlite.handle.Columns;
import io.r2dbc.spi.RowMetadata;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** The columns of a result. Labels are found without regard to case; of equal ones, the first. */
final class SqliteRowMetadata implements RowMetadata {

    private final Columns columns;
    private final List<SqliteColumnMetadata> metadata;

    SqliteRowMetadata(Columns columns) {
        this.columns = columns;
        this.metadata = IntStream.range(0, columns.size())
                .mapToObj(index -> new SqliteColumnMetadata(columns, index))
                .toList();
    }

    Columns columns() {
        return columns;
    }

    @Override
    public SqliteColumnMetadata getColumnMetadata(int index) {
        return metadata.get(checked(index));
    }

    @Override
    public SqliteColumnMetadata getColumnMetadata(String name) {
        return metadata.get(indexOf(name));
    }

    @Override
    public List<SqliteColumnMetadata> getColumnMetadatas() {
        return metadata;
    }

    @Override
    public boolean contains(String columnName) {
        return columns.indexOf(columnName) >= 0;
    }

    int checked(int index) {
        if (index < 0 || index >= columns.size()) {
            throw new IndexOutOfBoundsException(
                    "The result has " + columns.size() + " columns, counted from 0; there is no column " + index);
        }
        return index;
    }

    int indexOf(String name) {
        Require.argument(name, "name");
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new NoSuchElementException("The result has no column '" + name + "'; it has " + columns.names());
        }
        return index;
    }
}
