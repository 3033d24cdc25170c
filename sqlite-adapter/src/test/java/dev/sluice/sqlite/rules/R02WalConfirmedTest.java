package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Rule R2: whether readers have snapshots of their own is decided by what the pragma answers, not by what was asked for. */
final class R02WalConfirmedTest {

    private static final int MANY = 5_000;

    @TempDir
    Path folder;

    /** Makes a file that keeps this journal mode, and opens it for reading only, which cannot change it. */
    private RuleDatabase reopened(String made, JournalMode wanted) {
        try (var other = new OtherProgram(folder.resolve("test.db"))) {
            other.run("PRAGMA journal_mode = " + made);
            other.run("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            other.run("INSERT INTO t " + numbers(MANY));
        }
        return RuleDatabase.in(
                folder, o -> o.with(SqliteOptions.READ_ONLY, true).with(SqliteOptions.JOURNAL_MODE, wanted));
    }

    /** How many connections there are once a result rests half read and another was read beside it. */
    private static int connectionsOfTwoResults(RuleDatabase database) {
        var connections = new int[1];
        StepVerifier.create(rows(database.connect(), Long.class, "SELECT a FROM t"), 1)
                .expectNext(1L)
                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM t"))
                        .containsExactly((long) MANY))
                .then(() -> connections[0] = database.stats().connections())
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(MANY - 1)
                .verifyComplete();
        return connections[0];
    }

    @Test
    void walThatIsAskedForButNotGivenMeansOneConnection() {
        try (var database = reopened("DELETE", JournalMode.WAL)) {
            assertThat(database.query(String.class, "PRAGMA journal_mode")).containsExactly("delete");
            assertThat(connectionsOfTwoResults(database)).isOne();
        }
    }

    @Test
    void walThatIsThereUnaskedMeansReadersOfTheirOwn() {
        try (var database = reopened("WAL", JournalMode.DELETE)) {
            assertThat(database.query(String.class, "PRAGMA journal_mode")).containsExactly("wal");
            assertThat(connectionsOfTwoResults(database)).isGreaterThan(1);
        }
    }

    @Test
    void walThatIsAskedForIsKeptByTheFile() {
        try (var database = RuleDatabase.in(folder, o -> o)) {
            database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            database.update("INSERT INTO t " + numbers(MANY));
            assertThat(connectionsOfTwoResults(database)).isGreaterThan(1);
        }
        try (var database = RuleDatabase.in(folder, o -> o.with(SqliteOptions.READ_ONLY, true))) {
            assertThat(database.query(String.class, "PRAGMA journal_mode")).containsExactly("wal");
        }
    }

    @Test
    void aDatabaseInMemoryHasOneConnectionWhateverIsAskedFor() {
        try (var database =
                new RuleDatabase(SqliteOptions.privateMemory().with(SqliteOptions.JOURNAL_MODE, JournalMode.WAL))) {
            database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            database.update("INSERT INTO t " + numbers(MANY));
            assertThat(database.query(String.class, "PRAGMA journal_mode")).containsExactly("memory");
            assertThat(connectionsOfTwoResults(database)).isOne();
        }
    }
}
