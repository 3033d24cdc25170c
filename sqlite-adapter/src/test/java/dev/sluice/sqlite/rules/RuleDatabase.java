package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.SqliteStats;
import dev.sluice.sqlite.Synchronous;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The database on which a rule is shown, through the driver's public face. Closing it closes what it gave out. */
final class RuleDatabase implements AutoCloseable {

    /** Counts without end and touches no table. */
    static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    static final TransactionDefinition READ_ONLY = new TransactionDefinition() {
        @Override
        public <T> T getAttribute(Option<T> option) {
            return option.equals(TransactionDefinition.READ_ONLY) ? option.cast(true) : null;
        }
    };

    private final SqliteConnectionFactory factory;
    private final List<Connection> connections = new ArrayList<>();

    RuleDatabase(SqliteOptions options) {
        factory = new SqliteConnectionFactory(options);
    }

    static RuleDatabase in(Path folder, UnaryOperator<SqliteOptions> change) {
        // Nobody loses power here, so that most rules need not wait for the disk.
        var options = SqliteOptions.file(folder.resolve("test.db")).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL);
        return new RuleDatabase(change.apply(options));
    }

    /** A query of the numbers from 1 to this. */
    static String numbers(int most) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + most + ") SELECT i FROM n";
    }

    SqliteConnectionFactory factory() {
        return factory;
    }

    SqliteStats stats() {
        return factory.stats();
    }

    Connection connect() {
        return keep(Await.value(factory.create()));
    }

    Connection session() {
        return keep(Await.value(factory.session()));
    }

    private Connection keep(Connection connection) {
        connections.add(connection);
        return connection;
    }

    long update(String sql, Object... values) {
        return Await.value(changed(connect(), sql, values));
    }

    <T> List<T> query(Class<T> type, String sql, Object... values) {
        return all(connect(), type, sql, values);
    }

    /** A connection that has begun a transaction. */
    Connection begun() {
        Connection connection = connect();
        done(connection.beginTransaction());
        return connection;
    }

    /**
     * Subscribes to these one after the other while a transaction holds the writer, so that they are queued in this order
     * when it lets go; gives what became of each: its value, or its SQLSTATE.
     */
    List<Object> queued(List<? extends Mono<?>> writes) {
        Connection holder = begun();
        var results = new ArrayList<CompletableFuture<Object>>();
        for (Mono<?> write : writes) {
            results.add(outcome(write).toFuture());
            int waiting = results.size();
            Await.until(waiting + " wait", () -> stats().queuedWrites() == waiting);
        }
        done(holder.rollbackTransaction());
        return results.stream()
                .map(result -> Await.value(Mono.fromFuture(result)))
                .toList();
    }

    /** The value; of a failure its SQLSTATE; of nothing, "done". */
    static Mono<Object> outcome(Mono<?> work) {
        return work.<Object>map(value -> value)
                .defaultIfEmpty("done")
                .onErrorResume(R2dbcException.class, failure -> Mono.just(String.valueOf(failure.getSqlState())));
    }

    static <T> List<T> all(Connection connection, Class<T> type, String sql, Object... values) {
        return Await.value(rows(connection, type, sql, values).collectList());
    }

    static void done(Publisher<Void> work) {
        Await.value(Mono.from(work));
    }

    @Override
    public void close() {
        connections.forEach(connection -> done(connection.close()));
        done(factory.close());
    }
}
