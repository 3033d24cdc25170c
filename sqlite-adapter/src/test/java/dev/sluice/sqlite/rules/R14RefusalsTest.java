package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R14: what belongs to one connection is refused with a remedy where connections are shared; a session allows it. */
final class R14RefusalsTest {

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        database = RuleDatabase.in(folder, o -> o);
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN IMMEDIATE|beginTransaction",
                "COMMIT|commitTransaction",
                "END TRANSACTION|commitTransaction",
                "ROLLBACK|methods of the connection",
                "SAVEPOINT s|createSavepoint",
                "RELEASE s|methods of the connection",
                "ATTACH 'other.db' AS other|a database of its own",
                "DETACH other|a database of its own",
                "CREATE TEMP TABLE scratch (a)|WITH",
                "CREATE TEMPORARY TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END|a table of the database",
                "DROP TABLE temp.scratch|a table of the database",
                "PRAGMA foreign_keys = OFF|an option of the database",
                "PRAGMA cache_size(10)|an option of the database",
                "INSERT INTO t VALUES (1); BEGIN|beginTransaction"
            })
    void namesTheRemedyInAndOutsideTransactions(String sql, String remedy) {
        Connection connection = database.connect();
        assertThatThrownBy(() -> connection.createStatement(sql))
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining(remedy);
        done(connection.beginTransaction());
        assertThatThrownBy(() -> connection.createStatement(sql))
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining(remedy);
        done(connection.rollbackTransaction());
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT last_insert_rowid()",
                "SELECT changes()",
                "SELECT TOTAL_CHANGES ( )",
                "INSERT INTO t VALUES (total_changes()) RETURNING id"
            })
    void theLastWritesStateIsRefusedInAutocommitAlone(String sql) {
        Connection connection = database.connect();
        StepVerifier.create(rows(connection, Long.class, sql))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(R2dbcPermissionDeniedException.class)
                        .hasMessageContaining("RETURNING"))
                .verify();
        done(connection.beginTransaction());
        assertThat(all(connection, Long.class, sql)).hasSize(1);
        done(connection.rollbackTransaction());
    }

    @Test
    void aSessionAllowsAllOfItAndRestoresEverything() {
        Connection session = database.session();
        for (String sql : new String[] {
            "PRAGMA foreign_keys = OFF",
            "PRAGMA cache_size = 10",
            "ATTACH '" + folder.resolve("other.db") + "' AS other",
            "CREATE TABLE other.o (a)",
            "CREATE TEMP TABLE scratch (a)",
            "BEGIN IMMEDIATE",
            "SAVEPOINT s",
            "INSERT INTO t VALUES (1), (2)",
            "RELEASE s",
            "COMMIT"
        }) {
            Await.value(changed(session, sql));
        }
        assertThat(all(session, Long.class, "SELECT changes()")).containsExactly(2L);
        assertThat(all(session, Long.class, "SELECT last_insert_rowid()")).containsExactly(2L);
        assertThat(all(session, Long.class, "SELECT total_changes()")).containsExactly(2L);
        done(session.close());

        Connection writer = database.begun();
        assertThat(all(writer, Long.class, "PRAGMA foreign_keys")).containsExactly(1L);
        assertThat(all(writer, Long.class, "PRAGMA cache_size")).doesNotContain(10L);
        assertThat(all(writer, String.class, "SELECT name FROM pragma_database_list"))
                .containsExactly("main");
        assertThat(Await.value(outcome(rows(writer, Long.class, "SELECT count(*) FROM scratch")
                                .next())
                        .map(Object::toString)))
                .isEqualTo("42000");
        done(writer.rollbackTransaction());
    }

    @Test
    void aSessionPinsTheWriterWithoutATransaction() {
        Connection session = database.session();
        Await.value(changed(session, "CREATE TEMP TABLE scratch (a)"));
        Await.value(changed(session, "INSERT INTO t VALUES (1)"));
        // Stored at once, since no transaction is open.
        assertThat(database.query(Long.class, "SELECT id FROM t")).containsExactly(1L);
        var other = changed(database.connect(), "INSERT INTO t VALUES (2)").toFuture();
        Await.until("another write waits", () -> database.stats().queuedWrites() == 1);
        done(session.close());
        assertThat(Await.value(Mono.fromFuture(other))).isOne();
    }
}
