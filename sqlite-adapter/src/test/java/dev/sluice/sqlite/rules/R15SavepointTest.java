package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Rule R15: how transactions begin and end without being asked by name, and what becomes of results open meanwhile. */
final class R15SavepointTest {

    private static final int ROWS = 1_000;

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        database = RuleDatabase.in(
                folder, o -> o.with(SqliteOptions.FETCH_CHUNK, 16).with(SqliteOptions.MAX_BUFFERED_ROWS, ROWS));
        database.update("CREATE TABLE t (a INTEGER)");
        database.update("INSERT INTO t " + numbers(ROWS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long seenByOthers() {
        return database.query(Long.class, "SELECT count(*) FROM t").get(0);
    }

    /** Reads one row, does this in the same transaction, and gets the other rows as they were. */
    private void assertKeepsItsRows(Connection connection, Consumer<Connection> meanwhile) {
        StepVerifier.create(rows(connection, Long.class, "SELECT a FROM t"), 1)
                .expectNext(1L)
                .then(() -> meanwhile.accept(connection))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .expectComplete()
                .verify(Await.LIMIT);
    }

    @Test
    void aSavepointBeginsAWriteTransaction() {
        Connection connection = database.connect();
        done(connection.createSavepoint("s"));
        assertThat(connection.isAutoCommit()).isFalse();
        var other = changed(database.connect(), "DELETE FROM t").toFuture();
        Await.until("another write waits", () -> database.stats().queuedWrites() == 1);
        Await.value(changed(connection, "INSERT INTO t VALUES (0)"));
        // A bare SAVEPOINT would commit here.
        done(connection.releaseSavepoint("s"));
        assertThat(seenByOthers()).isEqualTo(ROWS);
        assertThat(other).isNotDone();
        done(connection.commitTransaction());
        Await.until("the other write is done", other::isDone);
        assertThat(other.join()).isEqualTo(ROWS + 1);
    }

    @Test
    void theFirstStatementBeginsAWriteTransactionWhenAutocommitIsOff() {
        Connection connection = database.connect();
        done(connection.setAutoCommit(false));
        assertThat(all(connection, Long.class, "SELECT count(*) FROM t")).containsExactly((long) ROWS);
        var other = changed(database.connect(), "DELETE FROM t").toFuture();
        Await.until("another write waits", () -> database.stats().queuedWrites() == 1);
        done(connection.setAutoCommit(false));
        assertThat(other).isNotDone();
        done(connection.setAutoCommit(true));
        Await.until("the other write is done", other::isDone);
        assertThat(seenByOthers()).isZero();
    }

    @Test
    void readsInterleaveWithAnOpenResultWithoutEndingIt() {
        assertKeepsItsRows(database.begun(), connection -> {
            for (int i = 0; i < 20; i++) {
                assertThat(all(connection, Long.class, "SELECT count(*) FROM t"))
                        .containsExactly((long) ROWS);
            }
        });
    }

    @Test
    void anOpenResultKeepsItsRowsWhenATransactionWrites() {
        assertKeepsItsRows(
                database.begun(),
                connection -> assertThat(Await.value(changed(connection, "DELETE FROM t")))
                        .isEqualTo(ROWS));
    }

    @Test
    void anOpenResultKeepsItsRowsWhenItsTableIsDropped() {
        assertKeepsItsRows(database.begun(), connection -> Await.value(changed(connection, "DROP TABLE t")));
    }

    @Test
    void anOpenResultKeepsItsRowsWhenTheTransactionCommits() {
        assertKeepsItsRows(database.begun(), connection -> done(connection.commitTransaction()));
        assertThat(database.update("DELETE FROM t")).isEqualTo(ROWS);
    }

    @Test
    void anOpenResultKeepsTheRowsThatARollbackToASavepointTakesBack() {
        Connection connection = database.begun();
        Await.value(changed(connection, "DELETE FROM t"));
        done(connection.createSavepoint("s"));
        Await.value(changed(connection, "INSERT INTO t " + numbers(ROWS)));
        assertKeepsItsRows(connection, c -> {
            done(c.rollbackTransactionToSavepoint("s"));
            assertThat(all(c, Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        });
        done(connection.rollbackTransaction());
        assertThat(seenByOthers()).isEqualTo(ROWS);
    }

    @Test
    void anOpenResultThatDoesNotFitTheHeapFailsAndTheTransactionGoesOn() {
        database.update("INSERT INTO t " + numbers(ROWS));
        Connection connection = database.begun();
        StepVerifier.create(rows(connection, Long.class, "SELECT a FROM t"), 1)
                .expectNext(1L)
                .then(() -> assertThat(Await.value(changed(connection, "DELETE FROM t")))
                        .isEqualTo(2 * ROWS))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(a -> true)
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("maxBufferedRows"))
                .verify(Await.LIMIT);
        done(connection.commitTransaction());
        assertThat(seenByOthers()).isZero();
    }

    @Test
    void closeRollsBackBeforeItCompletesAlsoWithAnOpenResult() {
        Connection connection = database.begun();
        Await.value(changed(connection, "UPDATE t SET a = 1"));
        StepVerifier.create(rows(connection, Long.class, "SELECT a FROM t"), 1)
                .expectNext(1L)
                .then(() -> done(connection.close()))
                .then(() -> assertThat(database.stats().transactionsEnded())
                        .isEqualTo(database.stats().transactionsBegun()))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(a -> true)
                .expectError()
                .verify(Await.LIMIT);
        assertThat(database.query(Long.class, "SELECT max(a) FROM t")).containsExactly((long) ROWS);
        assertThat(Await.value(outcome(changed(connection, "DELETE FROM t")))).isEqualTo("08003");
    }
}
