package dev.sluice.sqlite.encrypted;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** An encrypted database of a test, through the driver's public face. Closing it closes what it gave out. */
final class Vault implements AutoCloseable {

    private final SqliteConnectionFactory factory;
    private final List<Connection> connections = new ArrayList<>();

    Vault(SqliteOptions options) {
        factory = new SqliteConnectionFactory(options);
    }

    SqliteConnectionFactory factory() {
        return factory;
    }

    Connection connect() {
        Connection connection = Await.value(factory.create());
        connections.add(connection);
        return connection;
    }

    Connection session() {
        Connection connection = Await.value(factory.session());
        connections.add(connection);
        return connection;
    }

    long update(String sql, Object... values) {
        return Await.value(changed(connect(), sql, values));
    }

    <T> List<T> query(Class<T> type, String sql, Object... values) {
        return Await.value(rows(connect(), type, sql, values).collectList());
    }

    @Override
    public void close() {
        connections.forEach(connection -> Await.value(Mono.from(connection.close())));
        Await.value(factory.close());
    }
}
