package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.READ_ONLY;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Rule R16: a transaction that does nothing is ended by name, and no slow Publisher holds the writer. */
final class R16IdleTest {

    @TempDir
    Path folder;

    private RuleDatabase open(UnaryOperator<SqliteOptions> change) {
        var database = RuleDatabase.in(folder, change);
        database.update("CREATE TABLE t (a)");
        return database;
    }

    private static SqliteOptions impatient(SqliteOptions options) {
        return options.with(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT, Duration.ofMillis(100));
    }

    private static void assertEndedByName(Publisher<?> call) {
        StepVerifier.create(call)
                .expectErrorSatisfies(failure -> {
                    assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25P03");
                    assertThat(failure).hasMessageContaining("idleInTransactionTimeout");
                })
                .verify(Await.LIMIT);
    }

    private static void awaitEnded(RuleDatabase database) {
        Await.until(
                "the transaction has ended",
                () -> database.stats().transactionsEnded() == database.stats().transactionsBegun());
    }

    @Test
    void anIdleWriteTransactionIsRolledBackAndItsNextStatementFailsByName() {
        try (var database = open(R16IdleTest::impatient)) {
            Connection connection = database.begun();
            Await.value(changed(connection, "INSERT INTO t VALUES (1)"));
            awaitEnded(database);
            assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            assertEndedByName(changed(connection, "INSERT INTO t VALUES (2)"));
            done(connection.rollbackTransaction());
        }
    }

    @Test
    void theCommitOfAnIdleTransactionFailsByName() {
        try (var database = open(R16IdleTest::impatient)) {
            Connection connection = database.begun();
            Await.value(changed(connection, "INSERT INTO t VALUES (1)"));
            awaitEnded(database);
            assertEndedByName(connection.commitTransaction());
            assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        }
    }

    @Test
    void anIdleReadOnlyTransactionGivesItsConnectionBackAndItsNextStatementFailsByName() {
        try (var database = open(o -> impatient(o).with(SqliteOptions.MAX_OPEN_CURSORS, 1))) {
            Connection idle = database.connect();
            done(idle.beginTransaction(READ_ONLY));
            // There is room for one only, so that this begins when that was ended.
            Connection next = database.connect();
            done(next.beginTransaction(READ_ONLY));
            done(next.commitTransaction());
            assertEndedByName(rows(idle, Long.class, "SELECT 1"));
            done(idle.rollbackTransaction());
        }
    }

    @Test
    void zeroMeansThatATransactionMayRestForEver() {
        try (var database = open(o -> o.with(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT, Duration.ZERO))) {
            Connection writing = database.begun();
            Connection reading = database.connect();
            done(reading.beginTransaction(READ_ONLY));
            Flux<Long> ended = Flux.interval(Duration.ofMillis(10))
                    .filter(time -> database.stats().transactionsEnded() > 0);
            // Several turns of whatever looks for idle transactions.
            StepVerifier.create(ended)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(150))
                    .thenCancel()
                    .verify();
            assertThat(Await.value(changed(writing, "INSERT INTO t VALUES (1)")))
                    .isOne();
            assertThat(RuleDatabase.all(reading, Long.class, "SELECT count(*) FROM t"))
                    .containsExactly(0L);
            done(writing.commitTransaction());
            done(reading.commitTransaction());
        }
    }

    @Test
    void aSlowBlobHoldsNobodyUpUntilItIsWhole() {
        Sinks.Many<ByteBuffer> source = Sinks.many().unicast().onBackpressureBuffer();
        assertWaitsForItsSourceAlone(Blob.from(source.asFlux()), () -> {
            source.tryEmitNext(ByteBuffer.wrap("whole".getBytes(StandardCharsets.UTF_8)));
            source.tryEmitComplete();
        });
    }

    @Test
    void aSlowClobHoldsNobodyUpUntilItIsWhole() {
        Sinks.Many<CharSequence> source = Sinks.many().unicast().onBackpressureBuffer();
        assertWaitsForItsSourceAlone(Clob.from(source.asFlux()), () -> {
            source.tryEmitNext("whole");
            source.tryEmitComplete();
        });
    }

    private void assertWaitsForItsSourceAlone(Object large, Runnable finish) {
        try (var database = open(o -> o)) {
            Connection connection = database.connect();
            var write = Flux.from(connection
                            .createStatement("INSERT INTO t VALUES (?)")
                            .bind(0, large)
                            .execute())
                    .concatMap(Result::getRowsUpdated)
                    .next()
                    .toFuture();
            assertThat(database.update("INSERT INTO t VALUES ('other')")).isOne();
            assertThat(database.stats().queuedWrites()).isZero();
            assertThat(write).isNotDone();
            finish.run();
            assertThat(Await.value(Mono.fromFuture(write))).isOne();
            assertThat(database.query(String.class, "SELECT CAST(a AS TEXT) FROM t ORDER BY rowid"))
                    .containsExactly("other", "whole");
        }
    }
}
