package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Call;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** A statement, or several separated by semicolons, with their values. Used by one caller at a time. */
final class SqliteStatement implements Statement {

    private final Runner connection;
    private final Plan plan;
    private final Bindings bindings;
    private @Nullable String returning;
    private @Nullable Duration timeout;
    private @Nullable String tag;

    SqliteStatement(Runner connection, Plan plan) {
        this.connection = connection;
        this.plan = plan;
        this.bindings = new Bindings(plan);
    }

    @Override
    public SqliteStatement add() {
        bindings.add();
        return this;
    }

    @Override
    public SqliteStatement bind(int index, Object value) {
        bindings.bind(index, Encoder.encode(Require.argument(value, "value")));
        return this;
    }

    @Override
    public SqliteStatement bind(String name, Object value) {
        return bindNamed(name, Encoder.encode(Require.argument(value, "value")));
    }

    @Override
    public SqliteStatement bindNull(int index, Class<?> type) {
        Require.argument(type, "type");
        bindings.bind(index, null);
        return this;
    }

    @Override
    public SqliteStatement bindNull(String name, Class<?> type) {
        Require.argument(type, "type");
        return bindNamed(name, null);
    }

    private SqliteStatement bindNamed(String name, @Nullable Object value) {
        if (!bindings.bind(Require.argument(name, "name"), value)) {
            throw new NoSuchElementException("The statement has no parameter named '" + name + "'");
        }
        return this;
    }

    @Override
    public SqliteStatement returnGeneratedValues(String... columns) {
        Require.argument(columns, "columns");
        returning = columns.length == 0
                ? "*"
                : Arrays.stream(columns).map(SqliteDialect::quoted).collect(Collectors.joining(", "));
        return this;
    }

    /** Has no effect: rows are read by demand, a chunk at a time. */
    @Override
    public SqliteStatement fetchSize(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("fetchSize must be >= 0, was " + rows);
        }
        return this;
    }

    /** Stops the statement by itself when it runs longer than this; zero means no limit. */
    void limit(Duration limit) {
        timeout = limit;
    }

    /** Names the statement in the driver's own log. */
    void label(String name) {
        tag = name;
    }

    /**
     * Cold. A query runs when its result is consumed; anything else when this is subscribed to, all sets of values as one,
     * and its results are emitted once it is done.
     */
    @Override
    public Flux<SqliteResult> execute() {
        List<@Nullable Object[]> sets = bindings.finish();
        return Flux.defer(() -> connection.run(plan, calls(sets), timeout));
    }

    private Calls calls(List<@Nullable Object[]> sets) {
        return Bindings.isStreamed(sets)
                ? Calls.of(Bindings.materialised(sets).map(this::tagged))
                : Calls.of(tagged(sets));
    }

    private List<Call> tagged(List<@Nullable Object[]> sets) {
        List<Call> calls = plan.calls(sets, returning);
        String name = tag;
        return name == null
                ? calls
                : calls.stream().map(call -> call.tagged(name)).toList();
    }
}
