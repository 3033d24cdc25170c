package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** r2dbc-pool around the driver: needless, as connections cost nothing, but applications have it by default. */
final class PoolTest {

    private static final int CONNECTIONS = 8;

    @TempDir
    Path folder;

    private DatabaseFile file;
    private ConnectionPool pool;

    @BeforeEach
    void open() {
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE n (i INTEGER PRIMARY KEY)");
        pool = poolOf(CONNECTIONS);
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(DatabaseFile.PATIENCE);
        file.close();
    }

    private ConnectionPool poolOf(int connections) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(file.factory())
                .initialSize(1)
                .maxSize(connections)
                .maxAcquireTime(DatabaseFile.PATIENCE)
                .validationQuery("SELECT 1")
                .build());
    }

    private static Mono<Long> changed(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .reduce(0L, Long::sum);
    }

    private Mono<Long> inTransaction(int i) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Mono.from(connection.beginTransaction())
                        .then(changed(connection, "INSERT INTO n VALUES (" + i + ")"))
                        .flatMap(changed ->
                                Mono.from(connection.commitTransaction()).thenReturn(changed)),
                Connection::close);
    }

    @Test
    void servesMoreUsersThanItHasConnections() {
        Flux<Long> users = Flux.range(0, 500).flatMap(this::inTransaction, 100);
        StepVerifier.create(users.reduce(0L, Long::sum))
                .expectNext(500L)
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        assertThat(file.query(Long.class, "SELECT count(*) FROM n")).containsExactly(500L);
        assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isBetween(1, CONNECTIONS);
        assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
    }

    @Test
    void rollsBackATransactionThatItsUserLeftOpen() {
        abandon(connection ->
                Mono.from(connection.beginTransaction()).then(changed(connection, "INSERT INTO n VALUES (1)")));
        assertThat(file.query(Long.class, "SELECT count(*) FROM n")).containsExactly(0L);
        // The writer is free again.
        file.run("INSERT INTO n VALUES (2)");
    }

    @Test
    void rollsBackATransactionBegunByASavepoint() {
        abandon(connection ->
                Mono.from(connection.createSavepoint("s")).then(changed(connection, "INSERT INTO n VALUES (1)")));
        file.run("INSERT INTO n VALUES (2)");
        assertThat(file.query(Long.class, "SELECT i FROM n")).containsExactly(2L);
    }

    @Test
    void handsOutConnectionsInAutocommitMode() {
        abandon(connection ->
                Mono.from(connection.setAutoCommit(false)).then(changed(connection, "INSERT INTO n VALUES (1)")));
        file.run("INSERT INTO n VALUES (2)");

        Mono<Long> next = Mono.usingWhen(
                pool.create(), connection -> changed(connection, "INSERT INTO n VALUES (3)"), Connection::close);
        StepVerifier.create(next).expectNext(1L).verifyComplete();
        assertThat(file.query(Long.class, "SELECT i FROM n ORDER BY i")).containsExactly(2L, 3L);
    }

    /** Leaves work undone on a connection, gives it back and waits until the pool has it. */
    private void abandon(java.util.function.Function<Connection, Mono<?>> work) {
        pool.disposeLater().block(DatabaseFile.PATIENCE);
        // Of one connection, so that the next user gets the same.
        pool = poolOf(1);
        Mono.usingWhen(pool.create(), work::apply, Connection::close).block(DatabaseFile.PATIENCE);
    }

    @Test
    void unwrapsToTheDriver() {
        assertThat(pool.unwrap()).isInstanceOf(SqliteConnectionFactory.class);
        Mono<String> product = Mono.usingWhen(
                pool.create(),
                connection -> Mono.just(((Connection) ((Wrapped<?>) connection).unwrap())
                        .getMetadata()
                        .getDatabaseProductName()),
                Connection::close);
        StepVerifier.create(product).expectNext("SQLite").verifyComplete();
    }

    @Test
    void springsClientFindsItsBindMarkersThroughThePool() {
        StepVerifier.create(DatabaseClient.create(pool)
                        .sql("INSERT INTO n VALUES (:i) RETURNING i")
                        .bind("i", 41)
                        .map(row -> row.get(0, Long.class))
                        .one())
                .expectNext(41L)
                .verifyComplete();
    }

    @Test
    void nothingIsOpenOnceThePoolAndTheFactoryAreClosed() {
        inTransaction(1).block(DatabaseFile.PATIENCE);
        Path log = folder.resolve("ecosystem.db-wal");
        assertThat(log).exists();

        pool.disposeLater().block(DatabaseFile.PATIENCE);
        StepVerifier.create(pool.create()).expectError().verify(DatabaseFile.PATIENCE);
        file.close();
        // SQLite removes the log with the last connection to the file.
        assertThat(log).doesNotExist();
    }
}
