package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestStatements.changed;
import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Locks that someone else holds: a connection outside the engine, as another process would. */
final class LockWaitTest {

    @TempDir
    Path folder;

    private TestDatabase database;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.in(folder, o -> o.with(SqliteOptions.LOCK_WAIT_TIMEOUT, Duration.ofMillis(300)));
        database.update("CREATE TABLE t (a INTEGER)");
        other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        execute("BEGIN IMMEDIATE");
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private void letGo() {
        try {
            execute("COMMIT");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aWriteWaitsUntilTheLockIsFree() {
        Mono<Long> write =
                changed(database.connect(), "INSERT INTO t VALUES (1)").cache();
        StepVerifier.create(write)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(80))
                .then(this::letGo)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void aWriteFailsByNameAfterTheLockWaitTimeout() {
        StepVerifier.create(changed(database.connect(), "INSERT INTO t VALUES (1)"))
                .expectErrorSatisfies(failure -> {
                    assertThat(failure)
                            .isInstanceOf(R2dbcTimeoutException.class)
                            .hasMessageContaining("lockWaitTimeout");
                    assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("55P03");
                })
                .verify(TestDatabase.PATIENCE);
    }

    @Test
    void aTransactionsOwnTimeoutHoldsForItAlone() {
        var connection = database.connect();
        TestDatabase.await(connection.setLockWaitTimeout(Duration.ofMillis(10)));
        StepVerifier.create(connection.beginTransaction())
                .expectError(R2dbcTimeoutException.class)
                .verify(Duration.ofMillis(250));
    }

    @Test
    void cancellingEndsTheWait() {
        StepVerifier.create(changed(database.connect(), "INSERT INTO t VALUES (1)"))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(30))
                .thenCancel()
                .verify();
        letGo();
        assertThat(database.update("INSERT INTO t VALUES (2)")).isOne();
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L);
    }

    @Test
    void readsDoNotWait() {
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }
}
