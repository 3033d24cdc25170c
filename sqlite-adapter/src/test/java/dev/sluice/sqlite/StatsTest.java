package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Database;
import dev.sluice.error.UnsupportedFeatureException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.Capability;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class StatsTest {

    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    private TestDatabase database(UnaryOperator<SqliteOptions> change) {
        TestDatabase database = TestDatabase.in(folder, change);
        database.update("CREATE TABLE t (a INTEGER)");
        return database;
    }

    private static SqliteStats stats(TestDatabase database) {
        return database.factory().stats();
    }

    private static CompletableFuture<Long> inserts(Connection connection, int count) {
        return Flux.range(1, count)
                .flatMap(i -> changed(connection, "INSERT INTO t VALUES (?)", i), count)
                .reduce(0L, Long::sum)
                .toFuture();
    }

    @Test
    void countsWhatWaitsForTheWriterAndTheGroupItBecomes() {
        try (var database = database(options -> options)) {
            Connection holder = database.connect();
            await(holder.beginTransaction());
            SqliteStats before = stats(database);

            CompletableFuture<Long> inserted = inserts(database.connect(), 20);
            Await.until("20 writes wait", () -> stats(database).queuedWrites() == 20);
            long seenWaiting = System.nanoTime();
            assertThat(stats(database).transactionsBegun()).isEqualTo(before.transactionsBegun());
            long waited = System.nanoTime() - seenWaiting;
            await(holder.rollbackTransaction());
            Mono.fromFuture(inserted).block(TestDatabase.PATIENCE);

            SqliteStats after = stats(database);
            assertThat(after.queuedWrites()).isZero();
            assertThat(after.commits() - before.commits()).isEqualTo(1);
            assertThat(after.transactionsBegun()).isEqualTo(1);
            assertThat(after.transactionsEnded()).isEqualTo(1);
            // The 20 that shared a commit; the transaction was counted before.
            assertThat(after.writes().units() - before.writes().units()).isEqualTo(20);
            assertThat(after.writes().groups() - before.writes().groups()).isEqualTo(1);
            assertThat(after.writes().largestGroup()).isEqualTo(20);
            assertThat(after.writes().meanGroup()).isGreaterThan(1);
            assertThat(after.writes().waitTime().minus(before.writes().waitTime()))
                    .isGreaterThanOrEqualTo(Duration.ofNanos(20 * waited));
            assertThat(after.writes().meanWait()).isPositive();
            assertThat(after.writes().runTime()).isGreaterThan(before.writes().runTime());
        }
    }

    @Test
    void countsWhatWaitsForAReader() {
        try (var database = database(options -> options.with(SqliteOptions.READERS, 1))) {
            Connection connection = database.connect();
            var busy = rows(connection, Long.class, ENDLESS).subscribe();
            Await.until("the reader is busy", () -> stats(database).active() == 1);

            CompletableFuture<?> reads = Flux.range(1, 7)
                    .flatMap(i -> rows(connection, Long.class, "SELECT count(*) FROM t"))
                    .collectList()
                    .toFuture();
            Await.until("7 reads wait", () -> stats(database).queuedReads() == 7);
            busy.dispose();
            Mono.fromFuture(reads).block(TestDatabase.PATIENCE);

            assertThat(stats(database).reads().units()).isEqualTo(8);
            assertThat(stats(database).queuedReads()).isZero();
            assertThat(stats(database).reads().largestGroup())
                    .as("the 7, and the busy one if they came before its group was fixed")
                    .isBetween(7L, 8L);
            assertThat(stats(database).reads().waitTime()).isPositive();
            Await.until(
                    "the group has ended",
                    () -> stats(database).reads().runTime().toNanos() > 0);
            assertThat(stats(database).connections()).isGreaterThanOrEqualTo(2);
            Await.until("nothing is in use", () -> stats(database).active() == 0);
            assertThat(stats(database).idle()).isEqualTo(stats(database).connections());
        }
    }

    @Test
    void countsSyncsWhereTheyAreShared() {
        try (var full = database(options -> options.with(SqliteOptions.SYNCHRONOUS, Synchronous.FULL))) {
            Connection holder = full.connect();
            await(holder.beginTransaction());
            SqliteStats before = stats(full);
            CompletableFuture<Long> inserted = inserts(full.connect(), 20);
            Await.until("20 writes wait", () -> stats(full).queuedWrites() == 20);
            await(holder.rollbackTransaction());
            Mono.fromFuture(inserted).block(TestDatabase.PATIENCE);

            assertThat(before.syncs()).as("for CREATE TABLE").isPositive();
            assertThat(stats(full).syncs() - before.syncs()).isBetween(1L, 2L);
        }
    }

    @Test
    void countsNoSyncWhereNobodyWaitsForOne() {
        try (var normal = database(options -> options)) {
            normal.update("INSERT INTO t VALUES (1)");

            assertThat(stats(normal).commits()).isEqualTo(2);
            assertThat(stats(normal).syncs()).isZero();
        }
    }

    @Test
    void countsCheckpoints() {
        try (var database = database(options -> options.with(SqliteOptions.CHECKPOINT_SIZE, 64L << 10))) {
            database.update("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                    + " INSERT INTO t SELECT i FROM n");

            Await.until("the log is copied back", () -> stats(database).checkpoints() > 0);
        }
    }

    @Test
    void countsWhatWaitedForTooLong() {
        try (var database = database(options -> options.with(CoreSettings.ACQUIRE_TIMEOUT, Duration.ofSeconds(1)))) {
            Connection holder = database.connect();
            await(holder.beginTransaction());

            assertThatThrownBy(() -> database.update("INSERT INTO t VALUES (1)"))
                    .isInstanceOf(R2dbcException.class);

            assertThat(stats(database).timeouts()).isEqualTo(1);
            assertThat(stats(database).queuedWrites()).isZero();
        }
    }

    @Test
    void countsConnectionsThatCannotBeOpened() throws IOException {
        try (var database = database(options -> options)) {
            Path file = folder.resolve("test.db");
            Path away = folder.resolve("away.db");
            Files.move(file, away);
            Files.createDirectory(file);

            assertThatThrownBy(() -> database.query(Long.class, "SELECT count(*) FROM t"))
                    .isInstanceOf(R2dbcException.class);

            assertThat(stats(database).errors()).isEqualTo(1);
            Files.delete(file);
            Files.move(away, file);
        }
    }

    @Test
    void areZeroWhileNothingIsOpen() {
        SqliteStats none;
        SqliteConnectionFactory factory;
        try (var database = TestDatabase.in(folder)) {
            factory = database.factory();
            none = factory.stats();
            assertThat(none.connections()).isZero();
            assertThat(none.writes().meanGroup()).isZero();
            assertThat(none.writes().meanWait()).isZero();
            database.update("CREATE TABLE t (a INTEGER)");
            assertThat(factory.stats()).isNotEqualTo(none);
        }
        assertThat(factory.stats()).isEqualTo(none);
    }

    @Test
    void areACapabilityOfTheDatabase() {
        Database database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("app.db"));
        SqliteInsight insight = database.capability(SqliteInsight.class);
        assertThat(insight.stats().commits()).isZero();

        database.execute("CREATE TABLE t (a INTEGER)").block(TestDatabase.PATIENCE);

        assertThat(insight.stats().commits()).isEqualTo(1);
        assertThatThrownBy(() -> database.capability(Unknown.class)).isInstanceOf(UnsupportedFeatureException.class);
        await(database.close());
    }

    private interface Unknown extends Capability {}
}
