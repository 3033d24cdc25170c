package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.Columns;
import dev.sluice.sqlite.handle.NativeConnection;
import dev.sluice.sqlite.handle.NativeStatement;
import dev.sluice.sqlite.handle.ResultCode;
import dev.sluice.sqlite.handle.StopSignal;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A native connection with what is going on on it: whether a transaction is open, and which cursors are. Only the worker
 * that runs on it touches it.
 */
final class Lane {

    private NativeConnection connection;
    private final EngineOptions options;
    private final List<Cursor<?>> cursors = new ArrayList<>(2);

    // Written by the worker alone; volatile for those who count what is in use.
    private volatile boolean inTransaction;
    private volatile boolean executing;
    private volatile boolean occupied;

    Lane(NativeConnection connection, EngineOptions options) {
        this.connection = connection;
        this.options = options;
    }

    NativeConnection connection() {
        return connection;
    }

    /** Goes on with another connection, on which nothing is open. */
    void replace(NativeConnection other) {
        connection = other;
        inTransaction = false;
        // Nobody looked at what was done on the one before.
        other.schemaChanged();
    }

    EngineOptions options() {
        return options;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    /** True while a cursor is open; for any thread. */
    boolean hasOpenCursors() {
        return occupied;
    }

    /** True while a statement runs or a transaction or cursor is open; for any thread. */
    boolean isInUse() {
        return inTransaction || executing || occupied;
    }

    void opened(Cursor<?> cursor) {
        cursors.add(cursor);
        occupied = true;
    }

    void closed(Cursor<?> cursor) {
        cursors.remove(cursor);
        occupied = !cursors.isEmpty();
    }

    /** Reads what open cursors have left to the heap, because what comes next would disturb or be disturbed by them. */
    void settle() {
        while (!cursors.isEmpty()) {
            cursors.get(0).settle();
        }
    }

    /** Ends open cursors with this failure. */
    void abandon(R2dbcException why) {
        while (!cursors.isEmpty()) {
            cursors.get(0).abandon(why);
        }
    }

    void begin(String begin) {
        connection.pinSchema();
        try {
            connection.run(begin);
            inTransaction = true;
        } finally {
            if (!inTransaction) {
                connection.unpinSchema();
            }
        }
    }

    void commit() {
        connection.run("COMMIT");
        inTransaction = false;
        connection.unpinSchema();
    }

    /** Rolls back; succeeds also when SQLite has done so by itself. */
    void rollback() {
        inTransaction = false;
        try {
            connection.run("ROLLBACK");
        } catch (R2dbcException failure) {
            if (ResultCode.primary(failure) != ResultCode.ERROR) {
                throw failure;
            }
        } finally {
            connection.unpinSchema();
        }
    }

    /**
     * Asks SQLite whether the transaction is still open, after a statement in it failed: a second BEGIN is refused if it
     * is, and succeeds if SQLite has rolled it back.
     */
    boolean isTransactionAlive() {
        try {
            connection.run("BEGIN");
        } catch (R2dbcException stillOpen) {
            return true;
        }
        connection.run("ROLLBACK");
        inTransaction = false;
        connection.unpinSchema();
        return false;
    }

    /** Runs a statement to its end, once for each set of values, and keeps its rows on the heap. */
    Outcome execute(Call call, StopSignal signal) {
        NativeStatement statement = connection.take(call.sql());
        connection.heed(signal);
        signal.resume();
        executing = true;
        try {
            var result = new Gathered(call, options.maxBufferedRows());
            for (@Nullable Object[] values : call.sets()) {
                if (result.sets > 0) {
                    statement.rewind();
                }
                result.add(statement, statement.execute(values), connection);
            }
            return result.outcome();
        } finally {
            executing = false;
            connection.heed(null);
            signal.pause();
            if (!call.counts()) {
                connection.schemaChanged();
            }
            connection.giveBack(statement);
        }
    }

    /** What the executions of one call have given so far. */
    private static final class Gathered {

        private final Call call;
        private final int limit;
        private List<@Nullable Object[]> rows = List.of();
        private @Nullable Columns columns;
        private long changed;
        private int sets;

        Gathered(Call call, int limit) {
            this.call = call;
            this.limit = limit;
        }

        void add(NativeStatement statement, boolean hasRow, NativeConnection connection) {
            sets++;
            if (hasRow || call.returns()) {
                addRows(statement, hasRow);
            }
            if (call.counts()) {
                changed += connection.changes();
            }
        }

        private void addRows(NativeStatement statement, boolean hasRow) {
            Columns shape = statement.columns();
            columns = shape;
            rows = rows.isEmpty() ? new ArrayList<>() : rows;
            for (boolean row = hasRow; row; row = statement.step()) {
                if (rows.size() >= limit) {
                    throw EngineFailures.tooManyBufferedRows(limit, call.sql());
                }
                rows.add(statement.row(shape.size()));
            }
        }

        Outcome outcome() {
            return new Outcome(changed, call.counts(), columns, rows);
        }
    }
}
