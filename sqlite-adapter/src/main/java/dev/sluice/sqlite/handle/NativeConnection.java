package dev.sluice.sqlite.handle;

import dev.sluice.sqlite.cipher.FileKey;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * One SQLite connection with a cache of prepared statements. Not safe for threads: its owner calls it from one thread at a
 * time, and hands it over with a happens-before edge.
 */
public final class NativeConnection {

    /** How many virtual-machine steps pass between two questions to the stop signal: well under a millisecond. */
    private static final int STEPS_BETWEEN_STOPS = 4000;

    private final SQLiteConnection jdbc;
    private final DB db;
    private final int cacheSize;
    private final Map<String, NativeStatement> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, TableColumns> tables = new HashMap<>();
    private final SchemaClock schema;
    private int schemaAsOf;
    private int tablesAsOf;
    private boolean schemaIsPinned;
    private boolean changedSchema;
    private boolean storesUtf8;
    private @Nullable StopSignal signal;

    private NativeConnection(SQLiteConnection jdbc, int cacheSize, SchemaClock schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.db = jdbc.getDatabase();
        this.cacheSize = cacheSize;
    }

    /**
     * Opens a connection and runs the plan's pragmas. Blocks on the file system.
     *
     * @throws R2dbcException when SQLite refuses; nothing stays open then
     */
    public static NativeConnection open(ConnectionPlan plan) {
        try {
            var jdbc = new UnreadConnection(plan.location(), config(plan).toProperties());
            // Off at the JDBC level, so that it never adds BEGIN or COMMIT of its own; the engine sends them itself.
            jdbc.getConnectionConfig().setAutoCommit(false);
            var connection = new NativeConnection(jdbc, plan.statementCacheSize(), plan.schema());
            try {
                connection.prepareForUse(plan);
                return connection;
            } catch (R2dbcException | SQLException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw SqliteFailures.of(failure);
        }
    }

    private static SQLiteConfig config(ConnectionPlan plan) {
        var config = new SQLiteConfig();
        config.setReadOnly(plan.readOnly());
        if (plan.readOnly() || !plan.create()) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        config.enableLoadExtension(false);
        return config;
    }

    private void prepareForUse(ConnectionPlan plan) throws SQLException {
        FileKey key = plan.key();
        if (key != null) {
            Ciphers.unlock(jdbc, key);
        }
        // A busy wait inside SQLite cannot be ended from outside; the engine retries by itself.
        db.busy_timeout(0);
        // Reads the first page: fails here, and not somewhere later, when this is no database or the key is not its.
        ask("PRAGMA schema_version");
        Collation.create(jdbc, "DECIMAL", new DecimalCollation());
        Function.create(jdbc, "decimal_sum", new DecimalSum(), 1, Function.FLAG_DETERMINISTIC);
        ProgressHandler.setHandler(jdbc, STEPS_BETWEEN_STOPS, new Stopper());
        plan.pragmas().forEach(this::ask);
        settleEncoding();
    }

    /**
     * Asks how the database stores text, to read it the faster way. That cannot change any more once it has a page; while it
     * is empty, the slower way serves every encoding. Worth repeating when the first page has been written.
     */
    public void settleEncoding() {
        storesUtf8 = storesUtf8 || !"0".equals(ask("PRAGMA page_count")) && "UTF-8".equals(ask("PRAGMA encoding"));
    }

    /** True when text is known to be stored as UTF-8. */
    boolean storesUtf8() {
        return storesUtf8;
    }

    /** The library's version. */
    public String version() {
        try {
            return db.libversion();
        } catch (SQLException failure) {
            throw SqliteFailures.of(failure);
        }
    }

    /** True when SQLite was compiled to take a double-quoted name that does not exist for a string. */
    public boolean takesUnknownNamesForStrings() {
        try {
            giveBack(take("SELECT \"no such column\""));
            return true;
        } catch (R2dbcException unknownColumn) {
            return false;
        }
    }

    /** From now on the operation with this signal runs; null when none does. */
    public void heed(@Nullable StopSignal current) {
        signal = current;
    }

    /**
     * Takes a prepared statement out of the cache, or prepares one. The caller gives it back with {@link #giveBack}.
     *
     * @throws R2dbcException when the text is not a statement
     */
    public NativeStatement take(String sql) {
        if (!schemaIsPinned) {
            schemaAsOf = schema.now();
        }
        NativeStatement cached = idle.remove(sql);
        return cached == null ? prepare(sql) : cached;
    }

    /** Ends the statement's execution and keeps it for the next use, as far as the cache has room. */
    public void giveBack(NativeStatement statement) {
        if (!statement.reset()) {
            return;
        }
        NativeStatement twin = idle.put(statement.sql(), statement);
        if (twin != null) {
            twin.close();
        }
        if (idle.size() > cacheSize) {
            var eldest = idle.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    // ---- how much this connection knows of the schema ----

    /** A transaction begins: from its first read on it sees the schema as it is now, whatever others change. */
    public void pinSchema() {
        schemaAsOf = schema.now();
        schemaIsPinned = true;
    }

    /** The transaction has ended, and with it what it did to the schema is done or undone for all. */
    public void unpinSchema() {
        schemaIsPinned = false;
        if (changedSchema) {
            changedSchema = false;
            schema.changed();
        }
    }

    /** This connection may have changed the schema, in its transaction or for all. */
    public void schemaChanged() {
        changedSchema = schemaIsPinned;
        schemaAsOf = schema.changed();
    }

    int schemaAsOf() {
        return schemaAsOf;
    }

    /** What is known of a table's columns. */
    TableColumns table(String name) {
        if (tablesAsOf != schemaAsOf) {
            tables.clear();
            tablesAsOf = schemaAsOf;
        }
        TableColumns known = tables.get(name);
        if (known == null) {
            known = TableColumns.read(this, name);
            tables.put(name, known);
        }
        return known;
    }

    /** Runs a statement to its end, ignoring its rows. */
    public void run(String sql) {
        run(sql, NativeStatement.NO_VALUES);
    }

    /** Runs a statement with these values to its end, ignoring its rows. */
    public void run(String sql, @Nullable Object... values) {
        if (changedSchema) {
            schemaChanged(); // it may undo the change, by a savepoint
        }
        NativeStatement statement = take(sql);
        try {
            for (boolean row = statement.execute(values); row; row = statement.step()) {
                // only its effect counts
            }
        } finally {
            giveBack(statement);
        }
    }

    /** Runs a statement to its end and returns the first column of its first row as text. */
    public @Nullable String ask(String sql) {
        @Nullable Object[] row = first(sql);
        return row == null || row[0] == null ? null : row[0].toString();
    }

    /** Runs a statement to its end and returns its first row; null when it has none. */
    public @Nullable Object @Nullable [] first(String sql) {
        NativeStatement statement = take(sql);
        try {
            if (!statement.execute(NativeStatement.NO_VALUES)) {
                return null;
            }
            @Nullable Object[] answer = statement.row(statement.columns().size());
            while (statement.step()) {
                // to its end, so that no lock stays
            }
            return answer;
        } finally {
            giveBack(statement);
        }
    }

    /** How many rows the last INSERT, UPDATE or DELETE changed. */
    public long changes() {
        try {
            return db.changes();
        } catch (SQLException failure) {
            throw SqliteFailures.of(failure);
        }
    }

    /** Forgets every cached statement, so that column metadata is read anew after a change of the schema. */
    public void clearCache() {
        idle.values().forEach(NativeStatement::close);
        idle.clear();
    }

    /** Closes every statement and the connection; an open transaction is rolled back by SQLite. */
    public void close() {
        clearCache();
        try {
            jdbc.close();
        } catch (SQLException failure) {
            throw SqliteFailures.of(failure);
        }
    }

    private NativeStatement prepare(String sql) {
        try {
            // Deliberately not closed here: the statement owns it and closes it when it leaves the cache.
            @SuppressWarnings("resource")
            var prepared = jdbc.prepareStatement(sql);
            return new NativeStatement(
                    this,
                    sql,
                    (CoreStatement) prepared,
                    prepared.getParameterMetaData().getParameterCount());
        } catch (SQLException failure) {
            throw SqliteFailures.ofPrepare(failure, sql);
        }
    }

    private final class Stopper extends ProgressHandler {
        @Override
        protected int progress() {
            StopSignal current = signal;
            return current != null && current.isDue() ? 1 : 0;
        }
    }
}
