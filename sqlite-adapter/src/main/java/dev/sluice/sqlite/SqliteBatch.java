package dev.sluice.sqlite;

import io.r2dbc.spi.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Statements without parameters that run as one: all of them take effect or none. */
final class SqliteBatch implements Batch {

    private final Runner connection;
    private final List<Plan> plans = new ArrayList<>();

    SqliteBatch(Runner connection) {
        this.connection = connection;
    }

    @Override
    public SqliteBatch add(String sql) {
        plans.add(connection.plan(Require.argument(sql, "sql")));
        return this;
    }

    @Override
    public Flux<SqliteResult> execute() {
        Plan all = Plan.concat(plans);
        if (all.parameterCount() > 0) {
            throw new IllegalStateException("A batch takes no parameters; use add() of a statement instead");
        }
        @Nullable Object[] none = new @Nullable Object[0];
        return Flux.defer(() -> connection.run(all, Calls.of(all.calls(none, null)), null));
    }
}
