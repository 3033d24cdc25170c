package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.READ_ONLY;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R17: the log is copied back beside the writer, and no reader can make it grow for ever. */
final class R17CheckpointsTest {

    private static final long MEGABYTE = 1L << 20;
    private static final String ADD_MEGABYTE =
            "INSERT INTO t (bytes) SELECT zeroblob(65536) FROM (" + numbers(16) + ")";

    @TempDir
    Path folder;

    private RuleDatabase open(UnaryOperator<SqliteOptions> change) {
        var database = RuleDatabase.in(
                folder,
                o -> change.apply(
                        o.with(SqliteOptions.CHECKPOINT_SIZE, 128L << 10).with(SqliteOptions.FETCH_CHUNK, 4)));
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)");
        return database;
    }

    /** Asks for the size alone: opening the file would drop SQLite's locks on it. */
    private long size(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A connection whose transaction holds the writer right after another one that wrote a megabyte. */
    private static Connection holderAfterAMegabyte(RuleDatabase database) {
        Connection first = database.begun();
        Await.value(changed(first, ADD_MEGABYTE));
        // Queued before the first ends, so that the writer goes from hand to hand.
        Connection holder = database.connect();
        var begun = Mono.from(holder.beginTransaction()).toFuture();
        Await.until("the next transaction waits", () -> database.stats().queuedWrites() == 1);
        done(first.commitTransaction());
        Await.until("it has begun", begun::isDone);
        return holder;
    }

    private static void awaitCheckpoint(RuleDatabase database, long before) {
        Await.until("the log is copied back", () -> database.stats().checkpoints() > before);
    }

    @Test
    void noCommitOfTheWriterCopiesTheLogBackByItself() {
        try (var database = open(o -> o)) {
            Connection connection = database.begun();
            assertThat(all(connection, Long.class, "PRAGMA wal_autocheckpoint")).containsExactly(0L);
        }
    }

    @Test
    void theLogIsCopiedBackWhileAnOpenTransactionHoldsTheWriter() {
        try (var database = open(o -> o)) {
            long before = database.stats().checkpoints();
            Connection holder = holderAfterAMegabyte(database);
            awaitCheckpoint(database, before);

            assertThat(size("test.db")).isGreaterThan(MEGABYTE);
            assertThat(Await.value(changed(holder, "DELETE FROM t"))).isEqualTo(16);
            done(holder.commitTransaction());
        }
    }

    @Test
    void theLogStaysBoundedWhileSnapshotsAreTakenAgainAndAgain() {
        try (var database = open(o -> o)) {
            for (int round = 0; round < 12; round++) {
                Connection reader = database.connect();
                done(reader.beginTransaction(READ_ONLY));
                long before = database.stats().checkpoints();
                database.update(ADD_MEGABYTE);
                awaitCheckpoint(database, before);
                assertThat(all(reader, Long.class, "SELECT count(*) FROM t")).containsExactly(16L * round);
                done(reader.commitTransaction());
                database.update("UPDATE t SET id = id WHERE id = 1");
                awaitCheckpoint(database, before + 1);
            }
            Await.until("everything is copied back", () -> size("test.db") > 12 * MEGABYTE);
            assertThat(size("test.db-wal")).isLessThan(6 * MEGABYTE);
        }
    }

    @Test
    void aResultWithTooOldASnapshotFailsByNameAndNotBeforeSoThatTheLogIsCut() {
        Duration age = Duration.ofMillis(1500);
        try (var database = open(o -> o.with(SqliteOptions.MAX_SNAPSHOT_AGE, age))) {
            database.update(ADD_MEGABYTE);
            long start = System.nanoTime();
            long[] end = new long[1];
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT id FROM t"), 1)
                    .expectNext(1L)
                    .then(() -> growLog(database))
                    .then(() -> Await.until(
                            "nothing is held", () -> database.stats().active() == 0))
                    .then(() -> end[0] = System.nanoTime())
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(id -> true)
                    .expectErrorSatisfies(
                            failure -> assertThat(failure).hasMessageContaining("maxSnapshotAge=" + age.toMillis()))
                    .verify(Await.LIMIT);
            // The snapshot is younger than this.
            assertThat(Duration.ofNanos(end[0] - start)).isGreaterThanOrEqualTo(age);
            database.update(ADD_MEGABYTE);
            Await.until("the log is cut", () -> size("test.db-wal") < 2 * MEGABYTE);
        }
    }

    /** Writes more than the log may hold; as long as the snapshot lives, nothing of it can be taken back. */
    private void growLog(RuleDatabase database) {
        for (int i = 0; i < 4; i++) {
            database.update(ADD_MEGABYTE);
        }
        assertThat(size("test.db-wal")).isGreaterThan(4 * MEGABYTE);
    }

    @Test
    void aSmallLogIsCopiedBackAfterTheInterval() {
        try (var database = open(o -> o.with(SqliteOptions.CHECKPOINT_SIZE, 1L << 30)
                .with(SqliteOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(100)))) {
            Await.until("the table is in the file", () -> size("test.db") >= 2 * 4096);
            long before = database.stats().checkpoints();
            database.update("INSERT INTO t (bytes) VALUES (zeroblob(65536))");
            awaitCheckpoint(database, before);
            Await.until("the row is in the file", () -> size("test.db") > 65536);
        }
    }

    @Test
    void aLogWithoutCommitsIsLeftAlone() {
        try (var database = open(o -> o.with(SqliteOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(100)))) {
            awaitCheckpoint(database, 0);
            long before = database.stats().checkpoints();
            Flux<Long> another = Flux.interval(Duration.ofMillis(10))
                    .filter(time -> database.stats().checkpoints() > before);
            // Several intervals.
            StepVerifier.create(another)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(400))
                    .thenCancel()
                    .verify();
        }
    }

    /** What the engine itself has queued is nobody's request: it neither times out nor counts. */
    @Test
    void aCheckpointThatWaitsForTheWriterIsNoAcquireAndNeverTimesOut() {
        try (var database = open(o -> o.with(CoreSettings.ACQUIRE_TIMEOUT, Duration.ofSeconds(1)))) {
            Connection reader = database.connect();
            done(reader.beginTransaction(READ_ONLY));
            long before = database.stats().checkpoints();
            Connection holder = holderAfterAMegabyte(database);
            // Beside the writer, and in vain because of the reader: the rest waits for the writer.
            awaitCheckpoint(database, before);
            long units = database.stats().writes().units();

            assertThat(Await.value(outcome(changed(database.connect(), "DELETE FROM t"))))
                    .as("a write that waits as long")
                    .isEqualTo("53300");
            assertThat(database.stats().timeouts()).as("of the write alone").isOne();
            assertThat(database.stats().queuedWrites()).isZero();

            done(reader.commitTransaction());
            done(holder.rollbackTransaction());
            awaitCheckpoint(database, before + 1);
            assertThat(database.stats().writes().units()).as("none of its own").isEqualTo(units);
        }
    }
}
