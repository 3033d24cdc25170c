package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.ENDLESS;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcRollbackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R11: once SQLite has rolled a transaction back by itself, nothing of it reaches SQLite any more. */
final class R11AbortedTransactionTest {

    private static final String OR_ROLLBACK = "INSERT OR ROLLBACK INTO t VALUES (1)";
    private static final String RAISE = "INSERT INTO t VALUES (-1)";
    private static final String STOPPED = "INSERT INTO t " + ENDLESS;
    private static final String RETURNING = "INSERT OR ROLLBACK INTO t VALUES (1) RETURNING a";
    private static final String COMPOUND = "INSERT INTO t VALUES (5); INSERT OR ROLLBACK INTO t VALUES (1)";

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        database = RuleDatabase.in(folder, o -> o);
        database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        database.update("CREATE TRIGGER positive BEFORE INSERT ON t WHEN NEW.a < 0"
                + " BEGIN SELECT RAISE(ROLLBACK, 'positive only'); END");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Connection aborted(String culprit) {
        Connection connection = database.connect();
        done(connection.setStatementTimeout(Duration.ofMillis(culprit.equals(STOPPED) ? 50 : 0)));
        done(connection.beginTransaction());
        Await.value(changed(connection, "INSERT INTO t VALUES (1)"));
        assertThat(Await.value(outcome(changed(connection, culprit)))).isIn("23505", "23000", "57014");
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {OR_ROLLBACK, RAISE, STOPPED, RETURNING, COMPOUND})
    void statementsFailWithoutReachingSqliteAndCommitFailsAsRolledBack(String culprit) {
        Connection connection = aborted(culprit);

        List<Mono<?>> refused = List.of(
                changed(connection, "INSERT INTO t VALUES (2)"),
                rows(connection, Long.class, "SELECT count(*) FROM t").next(),
                // SQLite would find these wrong in another way.
                changed(connection, "INSERT INTO nowhere VALUES (3)"),
                rows(connection, Long.class, "SELECT * FROM nowhere").next(),
                Mono.from(connection.createSavepoint("s")),
                Mono.from(connection.rollbackTransactionToSavepoint("never set")));
        for (Mono<?> statement : refused) {
            assertThat(Await.value(outcome(statement))).isEqualTo("25P02");
        }
        StepVerifier.create(connection.commitTransaction())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(R2dbcRollbackException.class)
                        .hasMessageContaining("Nothing was committed"))
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {OR_ROLLBACK, RAISE, STOPPED, RETURNING, COMPOUND})
    void rollbackSucceedsAndTheConnectionIsAsNew(String culprit) {
        Connection connection = aborted(culprit);
        done(connection.rollbackTransaction());

        assertThat(Await.value(changed(connection, "INSERT INTO t VALUES (6)"))).isOne();
        done(connection.beginTransaction());
        Await.value(changed(connection, "INSERT INTO t VALUES (7)"));
        done(connection.commitTransaction());
        assertThat(all(connection, Long.class, "SELECT a FROM t ORDER BY a")).containsExactly(6L, 7L);
    }
}
