package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class TransactionTest {

    static final TransactionDefinition READ_ONLY = new TransactionDefinition() {
        @Override
        public <T> T getAttribute(Option<T> option) {
            return option.equals(TransactionDefinition.READ_ONLY) ? option.cast(true) : null;
        }
    };

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database =
                TestDatabase.in(folder, o -> o.with(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT, Duration.ofMillis(400)));
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isInvisibleToOthersUntilItCommits() {
        Connection writer = database.connect();
        await(writer.beginTransaction());
        changed(writer, "INSERT INTO t VALUES (1, 'a')").block();

        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        assertThat(rows(writer, Long.class, "SELECT count(*) FROM t").blockFirst())
                .isEqualTo(1L);
        await(writer.commitTransaction());
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(1L);
    }

    @Test
    void rollsBackWhatItDid() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        await(connection.rollbackTransaction());

        assertThat(connection.isAutoCommit()).isTrue();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @Test
    void rollsBackWhenItsConnectionCloses() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        await(connection.close());

        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        assertThat(database.update("INSERT INTO t VALUES (2, 'b')")).isOne();
    }

    @Test
    void keepsTheSavepointAfterRollingBackToItWhateverItsName() {
        Connection connection = database.connect();
        String name = "odd \"name\"; DROP TABLE t";
        await(connection.beginTransaction());
        await(connection.createSavepoint(name));
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        await(connection.rollbackTransactionToSavepoint(name));
        changed(connection, "INSERT INTO t VALUES (2, 'b')").block();
        await(connection.releaseSavepoint(name));
        await(connection.commitTransaction());

        assertThat(database.query(Long.class, "SELECT id FROM t")).containsExactly(2L);
    }

    @Test
    void beginsWithTheFirstStatementWhenAutoCommitIsOff() {
        Connection connection = database.connect();
        await(connection.setAutoCommit(false));
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);

        await(connection.setAutoCommit(false));
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        await(connection.setAutoCommit(true));
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(1L);
    }

    @Test
    void failsStatementsAndCommitOnceSqliteHasRolledItBack() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        StepVerifier.create(changed(connection, "INSERT OR ROLLBACK INTO t VALUES (2, 'a')"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("23505"))
                .verify();

        StepVerifier.create(changed(connection, "INSERT INTO t VALUES (3, 'c')"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25P02"))
                .verify();
        StepVerifier.create(connection.commitTransaction())
                .expectError(R2dbcRollbackException.class)
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        assertThat(connection.isAutoCommit()).isTrue();
    }

    @Test
    void rollsBackWithoutErrorOnceSqliteHasRolledItBack() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        changed(connection, "INSERT OR ROLLBACK INTO t VALUES (2, 'a')")
                .onErrorComplete()
                .block();

        await(connection.rollbackTransaction());
        assertThat(database.update("INSERT INTO t VALUES (4, 'd')")).isOne();
    }

    @Test
    void goesOnAfterAStatementThatUndidOnlyItself() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();
        changed(connection, "INSERT INTO t VALUES (2, 'a')").onErrorComplete().block();
        changed(connection, "INSERT INTO t VALUES (3, 'c')").block();
        await(connection.commitTransaction());

        assertThat(database.query(Long.class, "SELECT id FROM t ORDER BY id")).containsExactly(1L, 3L);
    }

    @Test
    void commitFailsOnADeferredConstraintAndKeepsNothing() {
        database.update("CREATE TABLE child (t INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO child VALUES (99)").block();

        StepVerifier.create(connection.commitTransaction())
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("23503"))
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM child")).containsExactly(0L);
        assertThat(database.update("INSERT INTO t VALUES (1, 'a')")).isOne();
    }

    @Test
    void readsOneSnapshotWhenItOnlyReads() {
        database.update("INSERT INTO t VALUES (1, 'a')");
        Connection reader = database.connect();
        await(reader.beginTransaction(READ_ONLY));
        database.update("INSERT INTO t VALUES (2, 'b')");

        assertThat(rows(reader, Long.class, "SELECT count(*) FROM t").blockFirst())
                .isEqualTo(1L);
        await(reader.commitTransaction());
        assertThat(rows(reader, Long.class, "SELECT count(*) FROM t").blockFirst())
                .isEqualTo(2L);
    }

    @Test
    void refusesWritesWhenItOnlyReads() {
        Connection reader = database.connect();
        await(reader.beginTransaction(READ_ONLY));

        StepVerifier.create(changed(reader, "INSERT INTO t VALUES (1, 'a')"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25006"))
                .verify();
        await(reader.rollbackTransaction());
        assertThat(reader.getTransactionIsolationLevel()).isEqualTo(IsolationLevel.SERIALIZABLE);
    }

    @Test
    void isRolledBackByNameWhenItIsIdleForTooLong() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1, 'a')").block();

        // The writer serves only this transaction, so that the next write proves that it has ended.
        assertThat(database.update("INSERT INTO t VALUES (2, 'b')")).isOne();
        StepVerifier.create(changed(connection, "INSERT INTO t VALUES (3, 'c')"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25P03"))
                .verify();
        await(connection.rollbackTransaction());
        assertThat(database.query(Long.class, "SELECT id FROM t")).containsExactly(2L);
    }

    @Test
    void waitsForItsTurnAndLeavesTheQueueWhenCancelled() {
        Connection first = database.connect();
        Connection second = database.connect();
        await(first.beginTransaction());

        StepVerifier.create(second.beginTransaction())
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify();
        assertThat(database.stats().queued()).isZero();
        await(first.rollbackTransaction());
        await(second.beginTransaction());
        await(second.rollbackTransaction());
    }

    @Test
    void refusesAnInnerBegin() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        StepVerifier.create(connection.beginTransaction())
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25001"))
                .verify();
        await(connection.rollbackTransaction());
    }

    @Test
    void drainsAnOpenResultBeforeItWritesSoThatBothEnd() {
        database.update("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                + " INSERT INTO t SELECT i, 'n' || i FROM n");
        Connection connection = database.connect();
        await(connection.beginTransaction());

        StepVerifier.create(rows(connection, Long.class, "SELECT id FROM t"), 10)
                .expectNextCount(10)
                .then(() -> changed(connection, "DELETE FROM t").block(TestDatabase.PATIENCE))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(1990)
                .verifyComplete();
        await(connection.commitTransaction());
    }

    @Test
    void runsCommandsOfTwoTransactionsOneAfterTheOther() {
        Connection first = database.connect();
        Connection second = database.connect();
        Publisher<Void> work = Mono.from(second.beginTransaction())
                .then(changed(second, "UPDATE t SET name = name || '2'"))
                .then(Mono.from(second.commitTransaction()));
        await(first.beginTransaction());
        Mono<Void> waiting = Mono.from(work).cache();
        StepVerifier.create(Mono.when(
                        waiting,
                        Mono.defer(() -> changed(first, "INSERT INTO t VALUES (1, 'a')"))
                                .then(Mono.from(first.commitTransaction()))))
                .verifyComplete();
        assertThat(database.query(String.class, "SELECT name FROM t")).containsExactly("a2");
    }
}
