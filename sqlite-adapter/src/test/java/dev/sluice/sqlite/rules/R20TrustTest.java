package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** Rule R20: a schema may use all that SQLite has, unless its file is a stranger's; nobody loads code. */
final class R20TrustTest {

    @TempDir
    Path folder;

    /** A file as a stranger might send it: its trigger and its view reach for what is not harmless. */
    @BeforeEach
    void makeFile() {
        try (var other = new OtherProgram(folder.resolve("test.db"))) {
            other.run("CREATE TABLE t (body TEXT)");
            other.run("INSERT INTO t VALUES ('first')");
            other.run("CREATE VIRTUAL TABLE f USING fts5 (body)");
            other.run("CREATE TRIGGER keep AFTER INSERT ON t BEGIN INSERT INTO f VALUES (NEW.body); END");
            other.run("CREATE VIEW harm AS SELECT decimal_sum(body) AS a FROM t");
            other.run("CREATE VIEW v AS SELECT load_extension('x') AS a FROM t");
        }
    }

    private RuleDatabase open(UnaryOperator<SqliteOptions> change) {
        return RuleDatabase.in(folder, change);
    }

    private static void assertRefused(RuleDatabase database, String sql, String words) {
        StepVerifier.create(rows(database.connect(), Object.class, sql))
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(R2dbcException.class).hasMessageContaining(words))
                .verify(Await.LIMIT);
        Connection connection = database.begun();
        StepVerifier.create(rows(connection, Object.class, sql))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining(words))
                .verify(Await.LIMIT);
        done(connection.rollbackTransaction());
    }

    @Test
    void aTriggerFillsItsFullTextIndexUnlessTrustIsTakenAway() {
        try (var database = open(o -> o)) {
            database.update("INSERT INTO t VALUES ('second')");
            assertThat(database.query(String.class, "SELECT body FROM f")).containsExactly("second");
        }
    }

    @Test
    void aViewOfAStrangersFileReachesNothingThatCouldDoHarm() {
        try (var database = open(o -> o.with(SqliteOptions.TRUSTED_SCHEMA, false))) {
            // Whether a full-text index is harmless is said differently by SQLite's versions; a program's function is
            // not.
            assertRefused(database, "SELECT a FROM harm", "unsafe use of decimal_sum()");
            // What the program itself says is trusted.
            assertThat(database.update("INSERT INTO f VALUES ('own')")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyConnectionKnowsWhetherItTrusts(boolean trusted) {
        try (var database = open(o -> o.with(SqliteOptions.TRUSTED_SCHEMA, trusted))) {
            long expected = trusted ? 1 : 0;
            assertThat(database.query(Long.class, "PRAGMA trusted_schema")).containsExactly(expected);
            Connection writer = database.begun();
            assertThat(RuleDatabase.all(writer, Long.class, "PRAGMA trusted_schema"))
                    .containsExactly(expected);
            done(writer.rollbackTransaction());
            Connection session = database.session();
            Await.value(changed(session, "PRAGMA trusted_schema = " + (trusted ? "OFF" : "ON")));
            done(session.close());
            Connection after = database.begun();
            assertThat(RuleDatabase.all(after, Long.class, "PRAGMA trusted_schema"))
                    .containsExactly(expected);
        }
    }

    @Test
    void extensionsAreNotLoadedWhateverIsTrusted() {
        try (var database = open(o -> o)) {
            assertRefused(database, "SELECT load_extension('x')", "not authorized");
            assertRefused(database, "SELECT a FROM v", "unsafe use of load_extension()");
        }
    }

    @Test
    void extensionsAreNotLoadedInASessionEither() {
        try (var database = open(o -> o)) {
            Connection session = database.session();
            Await.value(changed(session, "CREATE TEMP TABLE scratch (a)"));
            StepVerifier.create(rows(session, Object.class, "SELECT load_extension('x')"))
                    .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("not authorized"))
                    .verify(Await.LIMIT);
            done(session.close());
        }
    }
}
