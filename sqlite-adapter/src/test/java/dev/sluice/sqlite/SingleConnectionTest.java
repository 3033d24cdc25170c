package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class SingleConnectionTest {

    private static final String MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)";

    @TempDir
    Path folder;

    @Test
    void factoriesShareADatabaseInMemoryByNameForAsLongAsItIsOpen() {
        try (var one = TestDatabase.of(SqliteOptions.memory("shared"));
                var two = TestDatabase.of(SqliteOptions.memory("shared"))) {
            one.update("CREATE TABLE t (a)");
            assertThat(two.update("INSERT INTO t VALUES (1)")).isOne();
        }
        try (var again = TestDatabase.of(SqliteOptions.memory("shared"))) {
            assertThat(again.query(Long.class, "SELECT count(*) FROM sqlite_schema"))
                    .containsExactly(0L);
        }
    }

    @Test
    void aReadOutsideWaitsForTheOpenTransaction() {
        try (var database = TestDatabase.of(SqliteOptions.privateMemory())) {
            database.update("CREATE TABLE t (a)");
            Connection writer = database.connect();
            await(writer.beginTransaction());
            changed(writer, "INSERT INTO t VALUES (1)").block();
            Mono<Long> outside = rows(database.connect(), Long.class, "SELECT count(*) FROM t")
                    .next()
                    .cache();

            StepVerifier.create(outside)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(50))
                    .then(() -> await(writer.rollbackTransaction()))
                    .expectNext(0L)
                    .verifyComplete();
        }
    }

    @Test
    void aReadThatWaitsTooLongSaysWhatItWaitedFor() {
        var options = SqliteOptions.privateMemory().with(CoreSettings.ACQUIRE_TIMEOUT, Duration.ofSeconds(1));
        try (var database = TestDatabase.of(options)) {
            Connection writer = database.connect();
            await(writer.beginTransaction());
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT 1"))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(R2dbcTimeoutException.class)
                            .hasMessageContaining("1000 ms")
                            .hasMessageContaining("one connection for everything"))
                    .verify();
            await(writer.rollbackTransaction());
            assertThat(database.stats().timeouts()).isOne();
        }
    }

    @Test
    void anOpenResultIsReadToTheHeapBeforeTheNextUnit() {
        try (var database = TestDatabase.of(SqliteOptions.privateMemory())) {
            database.update("CREATE TABLE t (a)");
            database.update(MANY + " INSERT INTO t SELECT i FROM n");
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT a FROM t"), 1)
                    .expectNext(1L)
                    .then(() -> assertThat(database.update("DELETE FROM t")).isEqualTo(3000))
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextCount(2999)
                    .verifyComplete();
        }
    }

    @Test
    void anOpenResultFailsWhenItDoesNotFitTheHeap() {
        var options = SqliteOptions.privateMemory().with(SqliteOptions.MAX_BUFFERED_ROWS, 100);
        try (var database = TestDatabase.of(options)) {
            StepVerifier.create(rows(database.connect(), Long.class, MANY + " SELECT i FROM n"), 1)
                    .expectNext(1L)
                    .then(() -> database.update("CREATE TABLE t (a)"))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(i -> true)
                    .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("maxBufferedRows=100"))
                    .verify();
        }
    }

    @Test
    void anotherJournalModeThanWalReadsAndWritesWithOneConnection() {
        try (var database = TestDatabase.in(folder, o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE))) {
            database.update("CREATE TABLE t (a)");
            assertThat(database.query(String.class, "PRAGMA journal_mode")).containsExactly("delete");
            assertThat(database.stats().total()).isOne();
        }
    }

    @Test
    void aReadOnlyTransactionRefusesWritesAndLeavesTheConnectionWritable() {
        try (var database = TestDatabase.of(SqliteOptions.privateMemory())) {
            database.update("CREATE TABLE t (a)");
            Connection reader = database.connect();
            await(reader.beginTransaction(TransactionTest.READ_ONLY));
            StepVerifier.create(changed(reader, "INSERT INTO t VALUES (1)"))
                    .expectErrorMatches(failure -> failure.getMessage().contains("readonly"))
                    .verify();
            await(reader.rollbackTransaction());
            assertThat(database.update("INSERT INTO t VALUES (1)")).isOne();
        }
    }
}
