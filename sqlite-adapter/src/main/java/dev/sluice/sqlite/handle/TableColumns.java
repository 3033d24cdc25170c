package dev.sluice.sqlite.handle;

import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which columns of one table can hold null, as they were declared. Immutable. */
final class TableColumns {

    /**
     * The key of a table that has no index for it is the number of its row, which is never null. With further databases
     * attached nobody can tell which of them a table's name means.
     */
    private static final String QUERY = "SELECT name, type, \"notnull\" OR (pk > 0 AND NOT EXISTS"
            + " (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk'))"
            + " FROM pragma_table_xinfo(?1) WHERE (SELECT count(*) FROM pragma_database_list) = 1";

    private record Column(String name, String type, boolean nonNull) {}

    private final List<Column> columns;

    private TableColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** Asks SQLite; where it does not answer, nothing is known. */
    static TableColumns read(NativeConnection connection, String table) {
        var columns = new ArrayList<Column>();
        try {
            NativeStatement query = connection.take(QUERY);
            try {
                for (boolean row = query.execute(new Object[] {table}); row; row = query.step()) {
                    @Nullable Object[] values = query.row(3);
                    columns.add(new Column(
                            String.valueOf(values[0]), String.valueOf(values[1]), Objects.equals(values[2], 1L)));
                }
            } finally {
                connection.giveBack(query);
            }
        } catch (R2dbcException unanswered) {
            return new TableColumns(List.of());
        }
        return new TableColumns(columns);
    }

    /**
     * Whether a column of a result can hold null; null when that is not known. SQLite tells the table and the declared
     * type a column comes from, but not its name there, and the label may be another one.
     */
    @Nullable
    Boolean isNonNull(String label, @Nullable String declaredType) {
        String type = declaredType == null ? "" : declaredType;
        List<Column> candidates =
                columns.stream().filter(column -> column.type.equals(type)).toList();
        List<Boolean> answers =
                candidates.stream().map(Column::nonNull).distinct().toList();
        if (answers.size() == 1) {
            return answers.get(0);
        }
        return candidates.stream()
                .filter(column -> column.name.equalsIgnoreCase(label))
                .map(Column::nonNull)
                .findFirst()
                .orElse(null);
    }
}
