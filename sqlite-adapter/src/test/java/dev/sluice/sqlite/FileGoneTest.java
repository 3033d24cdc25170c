package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.PATIENCE;
import static dev.sluice.sqlite.TestStatements.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LogCheck;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** R1: nobody but SQLite touches the file while it is open, and somebody who does is noticed. */
final class FileGoneTest {

    private static final String SAID = "nothing more is read or written";
    private static final String INSERT = "INSERT INTO t VALUES (?)";
    private static final String COUNT = "SELECT count(*) FROM t";

    @RegisterExtension
    final LogCheck logs = new LogCheck();

    @TempDir
    Path folder;

    private Path elsewhere;

    @BeforeEach
    void expect() throws IOException {
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        logs.expectWarning(SAID);
    }

    private TestDatabase open(Path where, Synchronous synchronous) {
        var database = TestDatabase.in(where, options -> options.with(SqliteOptions.SYNCHRONOUS, synchronous));
        database.update("CREATE TABLE IF NOT EXISTS t (x INTEGER)");
        return database;
    }

    private static void moveFile(Path from, Path to) throws IOException {
        for (String name : new String[] {"test.db", "test.db-wal"}) {
            if (Files.exists(from.resolve(name))) {
                Files.move(from.resolve(name), to.resolve(name));
            }
        }
    }

    private static R2dbcNonTransientResourceException refusal(Runnable work) {
        return catchThrowableOfType(R2dbcNonTransientResourceException.class, work::run);
    }

    private void awaitNoticed() {
        Await.until("it is said", () -> logs.everything().contains(SAID));
    }

    private static void assertRefused(TestDatabase database) {
        var write = refusal(() -> database.update(INSERT, 99));
        var read = refusal(() -> database.query(Long.class, COUNT));
        assertThat(write.getSqlState()).isEqualTo("08006");
        assertThat(read.getSqlState()).isEqualTo("08006");
        assertThat(write).hasMessageContaining("test.db").hasMessageContaining("open it again");
    }

    private static void assertHolds(TestDatabase database, long rows) {
        assertThat(database.query(Long.class, COUNT)).containsExactly(rows);
    }

    @Test
    void acknowledgesNothingOnceTheFileIsMovedAndKeepsWhatWasAcknowledgedInIt() throws Exception {
        try (var database = open(folder, Synchronous.FULL)) {
            for (int i = 0; i < 10; i++) {
                database.update(INSERT, i);
            }
            moveFile(folder, elsewhere);

            var failure = refusal(() -> database.update(INSERT, 10));

            assertThat(failure.getSqlState()).isIn("08007", "08006");
            assertThat(failure).hasMessageContaining("test.db").hasMessageContaining("has been moved or deleted");
            assertRefused(database);
        }
        assertThat(folder.resolve("test.db")).doesNotExist();
        try (var moved = open(elsewhere, Synchronous.NORMAL)) {
            assertThat(moved.query(Long.class, "SELECT count(*) FROM t WHERE x < 10"))
                    .containsExactly(10L);
        }
    }

    @Test
    void acknowledgesNoCommitOfATransactionThatWasOpenWhenTheFileWasMoved() throws Exception {
        try (var database = open(folder, Synchronous.FULL)) {
            Connection connection = database.connect();
            TestDatabase.await(connection.beginTransaction());
            changed(connection, INSERT, 1).block(PATIENCE);
            moveFile(folder, elsewhere);

            var failure = refusal(() -> TestDatabase.await(connection.commitTransaction()));

            assertThat(failure.getSqlState()).isIn("08007", "08006");
            assertRefused(database);
        }
    }

    @Test
    void rollsBackATransactionThatCommitsAfterTheMoveWasNoticed() throws Exception {
        try (var database = open(folder, Synchronous.NORMAL)) {
            Connection connection = database.connect();
            TestDatabase.await(connection.beginTransaction());
            changed(connection, INSERT, 1).block(PATIENCE);
            moveFile(folder, elsewhere);
            awaitNoticed();

            var statement = refusal(() -> changed(connection, INSERT, 2).block(PATIENCE));
            var commit = refusal(() -> TestDatabase.await(connection.commitTransaction()));

            assertThat(statement.getSqlState()).isEqualTo("08006");
            assertThat(commit.getSqlState()).isEqualTo("08006");
        }
        try (var moved = open(elsewhere, Synchronous.NORMAL)) {
            assertHolds(moved, 0);
        }
    }

    @Test
    void noticesADeletedFileWithoutBeingUsedAndPutsNoEmptyOneInItsPlace() throws Exception {
        try (var database = open(folder, Synchronous.NORMAL)) {
            database.update(INSERT, 1);
            Files.delete(folder.resolve("test.db"));

            awaitNoticed();

            assertRefused(database);
        }
        assertThat(folder.resolve("test.db")).doesNotExist();
    }

    @Test
    void leavesAnotherFileThatHasTakenThePlaceAlone() throws Exception {
        try (var other = open(elsewhere, Synchronous.NORMAL)) {
            other.update("INSERT INTO t VALUES (1), (2), (3)");
        }
        Path away = Files.createDirectory(folder.resolve("away"));
        try (var database = open(folder, Synchronous.FULL)) {
            database.update(INSERT, 1);
            moveFile(folder, away);
            Files.move(elsewhere.resolve("test.db"), folder.resolve("test.db"));

            // No reader has been opened before.
            var read = refusal(() -> database.query(Long.class, COUNT));

            assertThat(read).hasMessageContaining("has been replaced by another file");
            assertRefused(database);
        }
        try (var other = open(folder, Synchronous.NORMAL);
                var moved = open(away, Synchronous.NORMAL)) {
            assertHolds(other, 3);
            assertHolds(moved, 1);
        }
    }

    @Test
    void acknowledgesNothingOnceTheLogIsDeletedAndSavesWhatItHeldWhenClosed() throws Exception {
        try (var database = open(folder, Synchronous.FULL)) {
            database.update(INSERT, 1);
            Files.delete(folder.resolve("test.db-wal"));

            var failure = refusal(() -> database.update(INSERT, 2));

            assertThat(failure).hasMessageContaining("test.db-wal");
            assertRefused(database);
        }
        try (var again = open(folder, Synchronous.NORMAL)) {
            assertThat(again.query(Long.class, "SELECT x FROM t WHERE x = 1")).containsExactly(1L);
        }
    }

    @Test
    void staysRefusedWhenTheFileIsPutBackUntilItIsReopened() throws Exception {
        try (var database = open(folder, Synchronous.FULL)) {
            database.update(INSERT, 1);
            moveFile(folder, elsewhere);
            awaitNoticed();
            moveFile(elsewhere, folder);

            assertRefused(database);
        }
        try (var again = open(folder, Synchronous.FULL)) {
            again.update(INSERT, 2);
            assertHolds(again, 2);
        }
    }

    @Test
    void noticesItOnASingleConnectionToo() throws Exception {
        try (var database = TestDatabase.in(folder, o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE))) {
            database.update("CREATE TABLE t (x INTEGER)");
            Files.move(folder.resolve("test.db"), elsewhere.resolve("test.db"));

            var first = catchThrowableOfType(R2dbcException.class, () -> database.update(INSERT, 1));
            Await.until("reads are refused", () -> refusal(() -> database.query(Long.class, COUNT)) != null);

            assertThat(first.getSqlState()).isEqualTo("08006");
            assertThat(first).hasMessageContaining("moved or deleted").hasMessageContaining("open it again");
            assertRefused(database);
        }
        assertThat(folder.resolve("test.db")).doesNotExist();
    }

    @Test
    void reportsItAsUnhealthy() throws Exception {
        Database database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("test.db"));
        try {
            Await.value(database.execute("CREATE TABLE t (x INTEGER)"));
            assertThat(Await.value(database.health()).probes())
                    .anyMatch(probe -> probe.name().equals("file") && probe.healthy());
            moveFile(folder, elsewhere);
            awaitNoticed();

            assertThat(Await.value(database.health()).probes())
                    .anyMatch(probe -> probe.name().equals("file") && !probe.healthy());
        } finally {
            Await.value(database.close());
        }
    }
}
