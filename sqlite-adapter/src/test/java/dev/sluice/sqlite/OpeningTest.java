package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class OpeningTest {

    @TempDir
    Path folder;

    private void refuses(SqliteOptions options, String... words) {
        var factory = new SqliteConnectionFactory(options);
        StepVerifier.create(factory.create())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(R2dbcNonTransientResourceException.class)
                        .hasMessageContainingAll(words))
                .verify(TestDatabase.PATIENCE);
        await(factory.close());
    }

    private Set<String> files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void refusesAFolder() {
        refuses(SqliteOptions.file(folder), "option database", "is a folder");
    }

    @Test
    void refusesAFileWhoseFolderIsMissing() throws IOException {
        refuses(SqliteOptions.file(folder.resolve("absent/x.db")), "option database", "create the folder first");
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesAFileThatIsNotADatabaseAndLeavesItAsItWas() throws IOException {
        Path text =
                Files.writeString(folder.resolve("notes.txt"), "not a database, but longer than a header".repeat(50));
        refuses(SqliteOptions.file(text), "option database", "is not a SQLite database");
        assertThat(Files.readString(text)).startsWith("not a database");
        assertThat(files()).containsExactly("notes.txt");
    }

    @Test
    void createsNoFileWhenItMayNot() throws IOException {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db"));
        refuses(options.with(SqliteOptions.CREATE, false), "create=false");
        refuses(options.with(SqliteOptions.READ_ONLY, true), "readOnly=true");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "r2dbc:sqlite://rel/x.db, host, r2dbc:sqlite:file:///rel/x.db",
        "r2dbc:sqlite:file:///:resource:x.db, database, not a path",
        "r2dbc:sqlite:file:///:memory:, database, r2dbc:sqlite:mem:///name",
        "r2dbc:sqlite:http:///x.db, protocol, file and mem",
        "r2dbc:sqlite:file:///x.db?readerz=2, readerz, readers",
        "r2dbc:sqlite:file:///x.db?readers=0, readers, 64",
        "r2dbc:sqlite:file:///x.db?synchronous=off, synchronous, full"
    })
    void refusesUrlsThatMeanNothingNamingOptionAndRemedy(String url, String option, String remedy) {
        assertThatThrownBy(() -> ConnectionFactories.get(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(remedy)
                .extracting(failure -> ((ConfigurationException) failure).setting())
                .isEqualTo(option);
    }

    @Test
    void isFoundByItsUrl() {
        Path file = folder.resolve("by url ü.db");
        ConnectionFactory factory = ConnectionFactories.get(
                "r2dbc:sqlite:file:///" + folder + "/by%20url%20%C3%BC.db?readers=1&synchronous=normal");
        assertThat(factory).isInstanceOf(SqliteConnectionFactory.class);
        StepVerifier.create(Mono.from(factory.create())
                        .flatMap(connection -> TestStatements.rows(connection, String.class, "PRAGMA journal_mode")
                                .next()))
                .expectNext("wal")
                .verifyComplete();
        assertThat(file).exists();
        await(((SqliteConnectionFactory) factory).close());
    }

    @Test
    void oneFileHasOneEngineUnderAllItsNames() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("test.db"));
        try (var direct = TestDatabase.in(folder);
                var linked =
                        TestDatabase.of(SqliteOptions.file(link).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL))) {
            direct.update("CREATE TABLE t (a)");
            linked.update("INSERT INTO t VALUES (1)");
            assertThat(linked.factory().opening().current())
                    .isEqualTo(direct.factory().opening().current());
        }
    }

    @Test
    void refusesToOpenAFileWithOtherOptionsUntilItIsClosed() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("test.db"));
        try (var database = TestDatabase.of(options)) {
            database.update("CREATE TABLE t (a)");
            refuses(options.with(SqliteOptions.READERS, 7), "already open", "same options");
        }
        try (var database = TestDatabase.of(options.with(SqliteOptions.READERS, 7))) {
            assertThat(database.update("INSERT INTO t VALUES (1)")).isOne();
        }
    }

    @Test
    void setsEveryConnectionUp() {
        try (var database = TestDatabase.in(
                folder,
                o -> o.with(SqliteOptions.CACHE_SIZE, 1L << 20).with(SqliteOptions.SYNCHRONOUS, Synchronous.FULL))) {
            assertThat(database.query(Long.class, "PRAGMA foreign_keys")).containsExactly(1L);
            assertThat(database.query(Long.class, "PRAGMA cache_size")).containsExactly(-1024L);
            assertThat(database.query(Long.class, "PRAGMA synchronous")).containsExactly(2L);
            assertThat(database.query(Long.class, "PRAGMA temp_store")).containsExactly(2L);
            assertThat(database.query(Long.class, "PRAGMA query_only")).containsExactly(1L);
            assertThat(database.query(Long.class, "PRAGMA trusted_schema")).containsExactly(1L);
        }
    }

    @Test
    void readsButDoesNotWriteAFileOpenedReadOnly() {
        try (var database = TestDatabase.in(folder)) {
            database.update("CREATE TABLE t (a)");
        }
        try (var database = TestDatabase.in(folder, o -> o.with(SqliteOptions.READ_ONLY, true))) {
            assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            assertThatThrownBy(() -> database.update("INSERT INTO t VALUES (1)"))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void leavesNoThreadAndNoFileOfItsOwnBehind() throws IOException {
        try (var database = TestDatabase.in(folder)) {
            database.update("CREATE TABLE t (a)");
            database.query(Long.class, "SELECT count(*) FROM t");
            assertThat(threads()).isNotEmpty();
        }
        Await.until("the threads have gone", () -> threads().isEmpty());
        assertThat(files()).containsExactly("test.db");
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-sqlite-test.db"))
                .collect(Collectors.toSet());
    }
}
