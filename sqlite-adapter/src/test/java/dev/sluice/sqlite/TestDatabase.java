package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;

import dev.sluice.sqlite.engine.Engine;
import dev.sluice.sqlite.engine.EngineStats;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A database of a test: runs statements and waits for them. Closing it closes every connection it gave out. */
final class TestDatabase implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SqliteConnectionFactory factory;
    private final List<Connection> connections = new ArrayList<>();

    private TestDatabase(SqliteOptions options) {
        factory = new SqliteConnectionFactory(options);
    }

    static TestDatabase in(Path folder) {
        return in(folder, options -> options);
    }

    static TestDatabase in(Path folder, UnaryOperator<SqliteOptions> change) {
        // Tests of durability ask for FULL themselves; the others need not wait for the disk.
        var options = SqliteOptions.file(folder.resolve("test.db")).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL);
        return of(change.apply(options));
    }

    static TestDatabase of(SqliteOptions options) {
        return new TestDatabase(options);
    }

    SqliteConnectionFactory factory() {
        return factory;
    }

    Connection connect() {
        Connection connection = factory.create().block(PATIENCE);
        connections.add(connection);
        return connection;
    }

    EngineStats stats() {
        return factory.opening().current().map(Engine::stats).orElse(EngineStats.NONE);
    }

    long update(String sql, Object... values) {
        Connection connection = connect();
        try {
            return changed(connection, sql, values).block(PATIENCE);
        } finally {
            await(connection.close());
        }
    }

    <T> List<T> query(Class<T> type, String sql, Object... values) {
        return rows(connect(), type, sql, values).collectList().block(PATIENCE);
    }

    static void await(org.reactivestreams.Publisher<Void> work) {
        Mono.from(work).block(PATIENCE);
    }

    @Override
    public void close() {
        connections.forEach(connection -> await(connection.close()));
        await(factory.close());
    }
}
