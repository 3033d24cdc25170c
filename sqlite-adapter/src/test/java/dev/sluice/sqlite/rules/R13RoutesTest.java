package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R13: readers get what only reads; what is in doubt, or proves to write after all, goes to the writer. */
final class R13RoutesTest {

    /** A SELECT by its look, which merges the parts of a full-text index. */
    private static final String WRITING_SELECT = "SELECT optimize(f) FROM f LIMIT 1";

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        database = RuleDatabase.in(folder, o -> o);
        database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        database.update("CREATE INDEX t_a ON t (a)");
        database.update("CREATE VIRTUAL TABLE f USING fts4 (body)");
        database.update("INSERT INTO f VALUES ('one')");
        database.update("INSERT INTO f VALUES ('two')");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSelectThatProvesToWriteIsRunOnceMoreOnTheWriter() {
        long before = database.stats().writes().units();
        assertThat(database.query(String.class, WRITING_SELECT)).containsExactly("Index optimized");
        Await.until("the writer has run it", () -> database.stats().writes().units() > before);
        assertThat(database.query(String.class, WRITING_SELECT)).containsExactly("Index already optimal");
    }

    @Test
    void aSelectThatProvesToWriteWaitsForTheWriter() {
        Connection holder = database.begun();
        var result =
                rows(database.connect(), String.class, WRITING_SELECT).next().toFuture();
        Await.until("it waits for the writer", () -> database.stats().queuedWrites() == 1);
        done(holder.rollbackTransaction());
        assertThat(Await.value(Mono.fromFuture(result))).isEqualTo("Index optimized");
    }

    @Test
    void aSelectThatProvesToWriteFailsWhereNobodyMay() {
        database.close();
        database = RuleDatabase.in(folder, o -> o.with(SqliteOptions.READ_ONLY, true));
        StepVerifier.create(rows(database.connect(), String.class, WRITING_SELECT))
                .expectErrorSatisfies(failure -> assertThat(((R2dbcException) failure).getErrorCode() & 0xff)
                        .isEqualTo(8))
                .verify(Await.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "VALUES (1)",
                "WITH one AS (SELECT 1) SELECT * FROM one",
                "EXPLAIN DELETE FROM t",
                "PRAGMA table_info(t)",
                "PRAGMA user_version",
                "PRAGMA integrity_check"
            })
    void whatOnlyReadsRunsBesideTheWriter(String sql) {
        Connection holder = database.begun();
        assertThat(Await.value(rows(database.connect(), Object.class, sql).count()))
                .isPositive();
        done(holder.rollbackTransaction());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REINDEX",
                "REINDEX t_a",
                "ANALYZE",
                "PRAGMA optimize",
                "PRAGMA user_version = 7",
                "PRAGMA wal_checkpoint",
                "VACUUM",
                "VACUUM INTO '%s/copy.db'"
            })
    void whatMayWriteWaitsForTheWriter(String sql) {
        Connection holder = database.begun();
        var result =
                outcome(changed(database.connect(), String.format(sql, folder))).toFuture();
        Await.until("it waits for the writer", () -> database.stats().queuedWrites() == 1);
        done(holder.rollbackTransaction());
        assertThat(Await.value(Mono.fromFuture(result))).isInstanceOf(Long.class);
    }

    @Test
    void vacuumIntoCopiesTheDatabase() {
        database.update("INSERT INTO t VALUES (5)");
        Path copy = folder.resolve("copy.db");
        database.update("VACUUM INTO '" + copy + "'");
        assertThat(Files.exists(copy)).isTrue();
        try (var other = new OtherProgram(copy)) {
            assertThat(other.ask("SELECT a FROM t")).isEqualTo(5L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ATTACH 'x.db' AS x", "PRAGMA no_such_pragma", "PRAGMA query_only = OFF", "PRAGMA query_only(0)"
            })
    void whatWouldChangeAReaderReachesNone(String sql) {
        Connection connection = database.connect();
        assertThatThrownBy(() -> connection.createStatement(sql)).isInstanceOf(R2dbcPermissionDeniedException.class);
        assertThat(database.query(Long.class, "PRAGMA query_only")).containsExactly(1L);
        assertThat(database.query(String.class, "SELECT name FROM pragma_database_list"))
                .containsExactly("main");
    }
}
