package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Text comes back as it was stored, however the database encodes it. */
final class TextEncodingTest {

    private static final List<String> TEXTS =
            List.of("", "plain", "Übergröße", "漢字", "😀 and e\u0301", "line\nbreak\ttab", "ab".repeat(10_000));

    @TempDir
    Path folder;

    private void create(String encoding) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA encoding='" + encoding + "'");
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, other)");
        }
    }

    private String file(String parameters) {
        return "r2dbc:sqlite:file:///" + folder.resolve("app.db") + parameters;
    }

    private static void assertTextComesBack(Database database) {
        Flux.fromIterable(TEXTS)
                .concatMap(text -> database.execute("INSERT INTO t (text, other) VALUES (?, ?)", text, text))
                .then()
                .block();
        database.execute("INSERT INTO t (text, other) VALUES (NULL, x'')").block();

        for (String column : List.of("text", "other")) {
            assertThat(database.fetchAll(String.class, "SELECT " + column + " FROM t WHERE text NOTNULL ORDER BY id")
                            .collectList()
                            .block())
                    .isEqualTo(TEXTS);
            // The writing connection reads it too.
            assertThat(database.inTransaction(tx -> database.fetchAll(
                                            String.class, "SELECT " + column + " FROM t WHERE text NOTNULL")
                                    .collectList())
                            .block())
                    .isEqualTo(TEXTS);
        }
        assertThat(database.fetchOne(byte[].class, "SELECT other FROM t WHERE text IS NULL")
                        .block())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
    void fromAFileOfOthers(String encoding) throws SQLException {
        create(encoding);

        Database database = Database.open(file(""));
        assertTextComesBack(database);
        assertThat(database.fetchValue(String.class, "PRAGMA encoding").block()).isEqualTo(encoding);
        database.close().block();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le"})
    void fromAFileThatWasEmptyWhenItWasOpened(String encoding) throws SQLException {
        Database database = Database.open(file("?journalMode=delete"));
        database.fetchValue(Long.class, "SELECT 1").block();
        create(encoding);

        assertTextComesBack(database);
        database.close().block();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?journalMode=delete"})
    void fromANewFile(String parameters) {
        Database database = Database.open(file(parameters));
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, other)")
                .block();
        assertTextComesBack(database);
        database.close().block();
    }

    @Test
    void fromMemory() {
        Database database = Database.open("r2dbc:sqlite:mem:///text");
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, other)")
                .block();
        assertTextComesBack(database);
        database.close().block();
    }

    @Test
    void bytesThatAreNoTextBecomeReplacementCharacters() {
        Database database = Database.open(file(""));

        assertThat(Objects.requireNonNull(database.fetchValue(String.class, "SELECT CAST(x'41FF42' AS TEXT)")
                        .block()))
                .isEqualTo("A\uFFFDB");
        assertThat(database.fetchValue(String.class, "SELECT CAST(x'410042' AS TEXT)")
                        .block())
                .isEqualTo("A\0B");
        database.close().block();
    }
}
