package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R3: where all share one connection, one unit at a time has it, and open results make room for the next. */
final class R03SingleConnectionTest {

    @TempDir
    Path folder;

    private enum Kind {
        MEMORY,
        ROLLBACK_JOURNAL
    }

    private RuleDatabase open(Kind kind, UnaryOperator<SqliteOptions> change) {
        var database = kind == Kind.MEMORY
                ? new RuleDatabase(change.apply(SqliteOptions.privateMemory()))
                : RuleDatabase.in(folder, o -> change.apply(o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE)));
        database.update("CREATE TABLE t (a INTEGER)");
        return database;
    }

    @ParameterizedTest
    @EnumSource
    void aReadOutsideTheOpenTransactionWaitsAndNeverSeesItHalfDone(Kind kind) {
        try (var database = open(kind, o -> o)) {
            Connection writer = database.begun();
            Await.value(changed(writer, "INSERT INTO t VALUES (1)"));
            var outside = rows(database.connect(), Long.class, "SELECT count(*) FROM t")
                    .next()
                    .toFuture();
            Await.until("the read waits", () -> database.stats().queuedWrites() == 1);
            Await.value(changed(writer, "INSERT INTO t VALUES (2)"));
            assertThat(outside).isNotDone();
            done(writer.commitTransaction());
            assertThat(Await.value(Mono.fromFuture(outside))).isEqualTo(2L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatWaitsTooLongIsToldThatOneConnectionServesAll(Kind kind) {
        try (var database = open(kind, o -> o.with(CoreSettings.ACQUIRE_TIMEOUT, Duration.ofSeconds(1)))) {
            Connection writer = database.begun();
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT 1"))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(R2dbcTimeoutException.class)
                            .hasMessageContaining("one connection for everything"))
                    .verify(Await.LIMIT);
            done(writer.rollbackTransaction());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenResultIsKeptAsItWasWhenTheNextUnitChangesWhatItReads(Kind kind) {
        try (var database = open(kind, o -> o.with(SqliteOptions.FETCH_CHUNK, 10))) {
            database.update("INSERT INTO t " + numbers(1_000));
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT a FROM t"), 1)
                    .expectNext(1L)
                    .then(() -> database.update("UPDATE t SET a = 0"))
                    .then(() -> database.update("DROP TABLE t"))
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextSequence(LongStream.rangeClosed(2, 1_000).boxed().toList())
                    .verifyComplete();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenResultLargerThanTheHeapMayHoldFailsWhenTheNextUnitStartsWhichGoesOn(Kind kind) {
        UnaryOperator<SqliteOptions> bounds =
                o -> o.with(SqliteOptions.FETCH_CHUNK, 10).with(SqliteOptions.MAX_BUFFERED_ROWS, 100);
        try (var database = open(kind, bounds)) {
            database.update("INSERT INTO t " + numbers(1_000));
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT a FROM t"), 1)
                    .expectNext(1L)
                    .then(() -> assertThat(database.update("DELETE FROM t")).isEqualTo(1_000))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(a -> true)
                    .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("maxBufferedRows=100"))
                    .verify(Await.LIMIT);
        }
    }
}
