package dev.sluice.sqlite.handle;

import io.r2dbc.spi.R2dbcException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** One prepared statement: bind and step, read the current row, reset. Belongs to whoever took it from its connection. */
public final class NativeStatement {

    static final Object[] NO_VALUES = new Object[0];

    private static final int INTEGER = 1;
    private static final int FLOAT = 2;
    private static final int TEXT = 3;
    private static final int BLOB = 4;

    private final String sql;
    private final CoreStatement core;
    private final DB db;
    private final long pointer;
    private final int parameterCount;
    private final NativeConnection connection;
    private @Nullable Columns columns;
    private int columnsAsOf;

    NativeStatement(NativeConnection connection, String sql, CoreStatement core, int parameterCount)
            throws SQLException {
        this.connection = connection;
        this.sql = sql;
        this.core = core;
        this.db = core.getDatabase();
        this.pointer = core.pointer.safeRunLong((database, raw) -> raw);
        this.parameterCount = parameterCount;
    }

    /** Its text. */
    public String sql() {
        return sql;
    }

    /**
     * Binds the values and makes the first step.
     *
     * @param values Long, Integer, Double, String, byte[] or null, one per parameter
     * @return true when there is a current row
     */
    public boolean execute(@Nullable Object[] values) {
        if (values.length != parameterCount) {
            String message = "The statement has " + parameterCount + " parameters, but " + values.length
                    + " values were given; bind each parameter once";
            throw SqliteFailures.of(ResultCode.ERROR, "07001", message, sql, null);
        }
        try {
            return db.execute(core, values);
        } catch (SQLException failure) {
            // Ready to be bound again: a statement that met a lock is tried once more.
            reset();
            throw SqliteFailures.ofStep(SqliteFailures.code(failure), failure, sql);
        }
    }

    /** Ends this execution, so that {@link #execute} can begin another one. */
    public void rewind() {
        try {
            db.reset(pointer);
        } catch (SQLException failure) {
            throw SqliteFailures.ofStep(SqliteFailures.code(failure), failure, sql);
        }
    }

    /** Makes a further step; true when there is a current row. */
    public boolean step() {
        try {
            int code = db.step(pointer);
            if (code == ResultCode.ROW) {
                return true;
            }
            if (code == ResultCode.DONE) {
                return false;
            }
            throw stepFailure(code);
        } catch (SQLException failure) {
            throw SqliteFailures.ofStep(SqliteFailures.code(failure), failure, sql);
        }
    }

    /**
     * The columns of the current execution, to be asked after its first step: SQLite prepares a statement anew when the
     * schema has changed. The same object is returned as long as the labels are the same and the schema was not changed.
     */
    public Columns columns() {
        try {
            int count = db.column_count(pointer);
            Columns known = columns;
            int asOf = connection.schemaAsOf();
            if (known == null || columnsAsOf != asOf || !isCurrent(known, count)) {
                known = readColumns(count);
                columns = known;
                columnsAsOf = asOf;
            }
            return known;
        } catch (SQLException failure) {
            throw SqliteFailures.ofStep(SqliteFailures.code(failure), failure, sql);
        }
    }

    /** The values of the current row: Long, Double, String, byte[] or null. */
    public @Nullable Object[] row(int count) {
        try {
            @Nullable Object[] values = new Object[count];
            boolean utf8 = connection.storesUtf8();
            for (int i = 0; i < count; i++) {
                values[i] = switch (db.column_type(pointer, i)) {
                    case INTEGER -> db.column_long(pointer, i);
                    case FLOAT -> db.column_double(pointer, i);
                    case TEXT -> utf8 ? utf8(db.column_blob(pointer, i)) : db.column_text(pointer, i);
                    case BLOB -> blob(db.column_blob(pointer, i));
                    default -> null;
                };
            }
            return values;
        } catch (SQLException failure) {
            throw SqliteFailures.ofStep(SqliteFailures.code(failure), failure, sql);
        }
    }

    /** Ends the execution and forgets bound values. False when the statement cannot be used again. */
    boolean reset() {
        if (core.pointer.isClosed()) {
            return false;
        }
        try {
            db.reset(pointer);
            if (parameterCount > 0) {
                db.clear_bindings(pointer);
            }
            return true;
        } catch (SQLException failure) {
            close();
            return false;
        }
    }

    void close() {
        try {
            core.pointer.close();
        } catch (SQLException ignored) {
            // Finalizing repeats the error of the last step, which its caller has had already.
        }
    }

    private R2dbcException stepFailure(int code) throws SQLException {
        try {
            db.throwex(code);
            throw new AssertionError("throwex returned");
        } catch (SQLException failure) {
            return SqliteFailures.ofStep(code, failure, sql);
        }
    }

    private boolean isCurrent(Columns known, int count) throws SQLException {
        if (known.size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!known.names().get(i).equals(db.column_name(pointer, i))) {
                return false;
            }
        }
        return true;
    }

    private Columns readColumns(int count) throws SQLException {
        var names = new ArrayList<String>(count);
        List<@Nullable String> types = new ArrayList<>(count);
        List<@Nullable Boolean> nonNull = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = db.column_name(pointer, i);
            String type = db.column_decltype(pointer, i);
            String table = db.column_table_name(pointer, i);
            names.add(name);
            types.add(type);
            nonNull.add(table == null ? null : connection.table(table).isNonNull(name, type));
        }
        return new Columns(names, types, nonNull);
    }

    /** Bytes come over in one step; the JDBC driver's text takes a buffer in between, and a quarter of a scan's time. */
    private static String utf8(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The JDBC driver answers null for a BLOB of no bytes. */
    private static byte[] blob(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
