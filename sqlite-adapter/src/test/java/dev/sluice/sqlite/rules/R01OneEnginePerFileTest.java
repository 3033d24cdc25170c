package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.Synchronous;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule R1: one engine per canonical file, shared by all who name it; other options are an error. */
final class R01OneEnginePerFileTest {

    @TempDir
    Path folder;

    private static SqliteOptions options(Path file) {
        return SqliteOptions.file(file).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL);
    }

    /** What one has queued is seen by the other only if both have the same writer. */
    private static void assertOneEngine(RuleDatabase one, RuleDatabase other) {
        one.update("CREATE TABLE t (a)");
        Connection holder = one.begun();
        var waiting = changed(other.connect(), "INSERT INTO t VALUES (1)").toFuture();
        Await.until("the other's write waits here", () -> one.stats().queuedWrites() == 1);
        done(holder.rollbackTransaction());
        Await.until("the other's write is done", waiting::isDone);
        assertThat(one.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
        assertThat(other.stats().commits()).isEqualTo(one.stats().commits());
    }

    @Test
    void aRelativePathNamesTheSameEngine() {
        Path file = folder.resolve("test.db");
        Path relative = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
        try (var one = new RuleDatabase(options(file));
                var other = new RuleDatabase(options(relative))) {
            assertOneEngine(one, other);
        }
    }

    @Test
    void aSymbolicLinkToTheFileNamesTheSameEngine() throws IOException {
        Path file = Files.createFile(folder.resolve("test.db"));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        try (var one = new RuleDatabase(options(link));
                var other = new RuleDatabase(options(file))) {
            assertOneEngine(one, other);
        }
    }

    @Test
    void aSymbolicLinkToTheFolderNamesTheSameEngineEvenForANewFile() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (var one = new RuleDatabase(options(link.resolve("new.db")));
                var other = new RuleDatabase(options(real.resolve("../real/new.db")))) {
            assertOneEngine(one, other);
        }
    }

    @Test
    void otherOptionsAreRefusedUnderAnotherNameTooAndHarmNobody() throws IOException {
        Path file = Files.createFile(folder.resolve("test.db"));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        try (var open = new RuleDatabase(options(file));
                var other = new RuleDatabase(options(link).with(SqliteOptions.FOREIGN_KEYS, false))) {
            open.update("CREATE TABLE t (a)");
            assertThatThrownBy(other::connect)
                    .isInstanceOf(R2dbcNonTransientResourceException.class)
                    .hasMessageContaining("already open")
                    .hasMessageContaining("same options");
            assertThat(open.update("INSERT INTO t VALUES (1)")).isOne();
        }
    }

    @Test
    void aValueThatIsTheDefaultAnywayIsNoOtherOption() {
        Path file = folder.resolve("test.db");
        try (var one = new RuleDatabase(options(file));
                var other = new RuleDatabase(options(file).with(SqliteOptions.FOREIGN_KEYS, true))) {
            assertOneEngine(one, other);
        }
    }

    @Test
    void theEngineLivesUntilItsLastUserCloses() {
        Path wal = folder.resolve("test.db-wal");
        try (var last = new RuleDatabase(options(folder.resolve("test.db")))) {
            try (var first = new RuleDatabase(options(folder.resolve("test.db")))) {
                first.update("CREATE TABLE t (a)");
                assertThat(last.update("INSERT INTO t VALUES (1)")).isOne();
            }
            assertThat(last.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
            assertThat(wal).exists();
        }
        assertThat(wal).doesNotExist();
    }
}
