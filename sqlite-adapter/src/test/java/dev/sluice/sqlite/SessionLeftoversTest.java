package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session can change of its connection is as before when it has ended, or it is refused. */
final class SessionLeftoversTest {

    /** Of the database, not the connection, or a count that goes on. */
    private static final Set<String> OF_THE_DATABASE = Set.of(
            "application_id",
            "user_version",
            "schema_version",
            "data_version",
            "page_count",
            "freelist_count",
            "incremental_vacuum",
            "module_list",
            "function_list",
            "auto_vacuum",
            "default_cache_size",
            "encoding",
            "page_size",
            "stats",
            "table_list");

    @TempDir
    Path folder;

    private TestDatabase database;

    @AfterEach
    void close() {
        database.close();
    }

    private Connection open(boolean inMemory) {
        database = inMemory ? TestDatabase.of(SqliteOptions.privateMemory()) : TestDatabase.in(folder);
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
        return pinned();
    }

    private Connection pinned() {
        Connection session = database.factory().session().block(TestDatabase.PATIENCE);
        changed(session, "SELECT last_insert_rowid()").block(TestDatabase.PATIENCE);
        return session;
    }

    private static void run(Connection session, String sql) {
        changed(session, sql).block(TestDatabase.PATIENCE);
    }

    /** What each PRAGMA that answers without an argument says, in the words of SQLite's own list. */
    private static Map<String, List<String>> settings(Connection session, List<String> names) {
        var settings = new LinkedHashMap<String, List<String>>();
        for (String name : names) {
            try {
                settings.put(
                        name,
                        rows(session, String.class, "PRAGMA " + name)
                                .collectList()
                                .block(TestDatabase.PATIENCE));
            } catch (R2dbcException refused) {
                settings.put(name, List.of("refused"));
            }
        }
        settings.keySet().removeAll(OF_THE_DATABASE);
        return settings;
    }

    private static boolean isSet(Connection session, String pragma) {
        try {
            run(session, "PRAGMA " + pragma);
            return true;
        } catch (R2dbcException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyPragmaThatSqliteKnowsIsAsBeforeOrRefused(boolean inMemory) {
        Connection session = open(inMemory);
        List<String> names = rows(session, String.class, "SELECT DISTINCT name FROM pragma_pragma_list ORDER BY name")
                .collectList()
                .block(TestDatabase.PATIENCE);
        Map<String, List<String>> before = settings(session, names);
        Set<String> set = new java.util.TreeSet<>();
        for (String value : List.of("0", "7", "2", "1", "ON")) {
            await(session.close());
            session = pinned();
            for (String name : names) {
                boolean harmless = !OF_THE_DATABASE.contains(name);
                if (harmless && isSet(session, name + " = " + value)) {
                    set.add(name);
                }
            }
        }
        await(session.close());

        session = pinned();
        assertThat(settings(session, names)).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(set)
                .contains(
                        "recursive_triggers",
                        "defer_foreign_keys",
                        "case_sensitive_like",
                        "ignore_check_constraints",
                        "cache_size",
                        "cache_spill",
                        "temp_store",
                        "threads",
                        "max_page_count",
                        "secure_delete",
                        "analysis_limit",
                        "legacy_alter_table",
                        "automatic_index",
                        "busy_timeout",
                        "writable_schema",
                        "read_uncommitted")
                .doesNotContain("hard_heap_limit", "soft_heap_limit", "journal_mode", "locking_mode");
        assertThat(rows(session, Long.class, "SELECT 'a' LIKE 'A'").blockFirst())
                .isZero();
        await(session.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingTemporaryOrAttachedIsLeft(boolean inMemory) {
        Connection session = open(inMemory);
        run(session, "CREATE TEMP TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT)");
        run(session, "CREATE TEMP TABLE child (id INTEGER REFERENCES parent)");
        run(session, "INSERT INTO parent VALUES (5)");
        run(session, "INSERT INTO child VALUES (5)");
        run(session, "CREATE INDEX temp.by_id ON child (id)");
        run(session, "CREATE TEMP VIEW seen AS SELECT * FROM child");
        run(session, "CREATE TEMP TRIGGER mean BEFORE INSERT ON main.t BEGIN SELECT RAISE(ABORT, 'mean'); END");
        run(session, "CREATE VIRTUAL TABLE temp.words USING fts5(word)");
        run(session, "INSERT INTO temp.words VALUES ('a')");
        run(session, "ANALYZE temp");
        run(session, "ATTACH ':memory:' AS \"odd \"\"name\"");
        run(session, "ATTACH '" + folder.resolve("other.db") + "' AS other");
        run(session, "CREATE TABLE other.o (a)");
        for (String setting : List.of("cache_size", "max_page_count", "secure_delete", "journal_size_limit")) {
            run(session, "PRAGMA temp." + setting + " = 1");
        }
        run(session, "BEGIN");
        run(session, "INSERT INTO other.o VALUES (1)");
        await(session.close());

        assertThat(database.update("INSERT INTO t VALUES (1, 'not mean')")).isOne();
        Connection next = pinned();
        assertThat(rows(next, String.class, "SELECT name FROM sqlite_temp_master")
                        .collectList()
                        .block())
                .isEmpty();
        assertThat(rows(next, String.class, "SELECT name FROM pragma_database_list WHERE name <> 'temp'")
                        .collectList()
                        .block())
                .containsExactly("main");
        run(next, "CREATE TEMP TABLE another (a)");
        for (String setting : List.of("cache_size", "max_page_count", "secure_delete", "journal_size_limit")) {
            assertThat(rows(next, Long.class, "PRAGMA temp." + setting).blockFirst())
                    .as(setting)
                    .isNotEqualTo(1L);
        }
        await(next.close());
    }

    @Test
    void inMemoryWhatCannotBeUndoneIsRefusedByNameAndChangesNothing() {
        Connection session = open(true);
        for (String pragma : List.of("no_such_pragma = 1", "main.no_such_pragma(1)", "unknown")) {
            assertThatThrownBy(() -> session.createStatement("PRAGMA " + pragma))
                    .isInstanceOf(R2dbcPermissionDeniedException.class)
                    .hasMessageContaining("in memory");
        }
        await(session.close());
    }

    /** No connection has these for itself: they hold for the whole process. */
    @ParameterizedTest
    @ValueSource(strings = {"hard_heap_limit = 1", "soft_heap_limit(1)", "temp_store_directory = '/'"})
    void whatConcernsTheWholeProcessIsRefusedInEverySession(String pragma) {
        Connection session = open(false);
        assertThatThrownBy(() -> session.createStatement("PRAGMA " + pragma))
                .isInstanceOf(R2dbcPermissionDeniedException.class);
        await(session.close());
    }

    @Test
    void aVirtualTableAmongTheTemporaryOnesNeedsASession() {
        await(open(false).close());
        Connection logical = database.connect();
        assertThatThrownBy(() -> logical.createStatement("CREATE VIRTUAL TABLE temp.words USING fts5(word)"))
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining("Temporary");
    }
}
