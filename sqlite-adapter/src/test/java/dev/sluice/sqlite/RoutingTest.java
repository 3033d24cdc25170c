package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.Syntax;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

final class RoutingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1|READ",
                "VALUES (1), (2)|READ",
                "WITH a AS (SELECT 1) SELECT * FROM a|READ",
                "EXPLAIN QUERY PLAN DELETE FROM t|READ",
                "PRAGMA table_info(t)|READ",
                "PRAGMA main.user_version|READ",
                "INSERT INTO t VALUES (1)|GROUPED",
                "WITH a AS (SELECT 1) DELETE FROM t|GROUPED",
                "REPLACE INTO t VALUES (1)|GROUPED",
                "CREATE TABLE t (a)|ALONE",
                "REINDEX|ALONE",
                "ANALYZE|ALONE",
                "PRAGMA user_version = 3|ALONE",
                "PRAGMA optimize|BARE",
                "VACUUM|BARE",
                "VACUUM INTO 'x.db'|BARE"
            })
    void sendsEachKindOfStatementWhereItBelongs(String sql, Route route) {
        assertThat(Routing.of(ParsedSql.parse(sql, Syntax.SQLITE))).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "SAVEPOINT a",
                "RELEASE a",
                "/* c */ END",
                "ATTACH 'x.db' AS x",
                "DETACH x",
                "CREATE TEMP TABLE t (a)",
                "CREATE  TEMPORARY VIEW v AS SELECT 1",
                "CREATE TABLE temp.t (a)",
                "PRAGMA query_only = OFF",
                "PRAGMA foreign_keys(0)",
                "PRAGMA journal_mode = DELETE",
                "PRAGMA nonsense"
            })
    void refusesWhatWouldChangeASharedConnection(String sql) {
        assertThatThrownBy(() -> Routing.of(ParsedSql.parse(sql, Syntax.SQLITE)))
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .extracting(failure -> ((R2dbcException) failure).getSqlState())
                .isEqualTo("0A000");
    }

    @Test
    void refusesTheLastWritesStateOutsideTransactionsOnly() {
        try (var database = TestDatabase.in(folder)) {
            database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            Connection connection = database.connect();
            StepVerifier.create(rows(connection, Long.class, "SELECT last_insert_rowid()"))
                    .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("RETURNING"))
                    .verify();
            StepVerifier.create(rows(connection, String.class, "SELECT 'changes()' -- changes()"))
                    .expectNext("changes()")
                    .verifyComplete();

            await(connection.beginTransaction());
            changed(connection, "INSERT INTO t VALUES (42)").block();
            assertThat(rows(connection, Long.class, "SELECT last_insert_rowid()")
                            .blockFirst())
                    .isEqualTo(42L);
            await(connection.commitTransaction());
        }
    }

    @Test
    void readsRunBesideAnOpenWriteTransaction() {
        try (var database = TestDatabase.in(folder)) {
            database.update("CREATE TABLE t (a)");
            Connection writer = database.connect();
            await(writer.beginTransaction());
            assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            await(writer.rollbackTransaction());
        }
    }

    @Test
    void vacuumAndPragmasRunOnTheWriter() {
        try (var database = TestDatabase.in(folder)) {
            database.update("CREATE TABLE t (a)");
            assertThat(database.update("VACUUM")).isZero();
            database.update("PRAGMA user_version = 7");
            assertThat(database.query(Long.class, "PRAGMA user_version")).containsExactly(7L);
        }
    }
}
