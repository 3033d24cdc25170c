package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class CancelTest {

    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder, o -> o.with(SqliteOptions.READERS, 1));
        database.update("CREATE TABLE t (a INTEGER)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void stopsARunningReadSoThatTheNextOneRuns() {
        StepVerifier.create(rows(database.connect(), Long.class, ENDLESS))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify();
        assertThat(database.query(Long.class, "SELECT 1")).containsExactly(1L);
    }

    @Test
    void endsAReadThatRunsLongerThanItsTimeout() {
        Connection connection = database.connect();
        await(connection.setStatementTimeout(Duration.ofMillis(80)));
        StepVerifier.create(rows(connection, Long.class, ENDLESS))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("57014"))
                .verify(TestDatabase.PATIENCE);
        assertThat(database.query(Long.class, "SELECT 1")).containsExactly(1L);
    }

    @Test
    void doesNotCountParkedTimeAgainstTheTimeout() {
        Connection connection = database.connect();
        await(connection.setStatementTimeout(Duration.ofMillis(200)));
        String thousand =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n";
        StepVerifier.create(rows(connection, Long.class, thousand), 1)
                .expectNext(1L)
                .thenAwait(Duration.ofMillis(400))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(999)
                .verifyComplete();
    }

    @Test
    void endsAWriteThatRunsLongerThanItsTimeoutAndKeepsTheOthersOfItsGroup() {
        Connection slow = database.connect();
        await(slow.setStatementTimeout(Duration.ofMillis(80)));
        Connection quick = database.connect();
        Mono<Object> endless = changed(slow, "INSERT INTO t " + ENDLESS)
                .<Object>map(count -> count)
                .onErrorResume(R2dbcTimeoutException.class, failure -> Mono.just(failure.getSqlState()));
        StepVerifier.create(Flux.mergeSequential(
                        changed(quick, "INSERT INTO t VALUES (1)"),
                        endless,
                        changed(quick, "INSERT INTO t VALUES (2)")))
                .expectNext(1L, "57014", 1L)
                .verifyComplete();
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(1L, 2L);
    }

    @Test
    void stopsARunningWriteAfterItsGrace() {
        StepVerifier.create(changed(database.connect(), "INSERT INTO t " + ENDLESS))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify();
        assertThat(database.update("INSERT INTO t VALUES (7)")).isOne();
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(7L);
    }

    @Test
    void aWriteStoppedInsideATransactionAbortsIt() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1)").block();
        StepVerifier.create(changed(connection, "INSERT INTO t " + ENDLESS))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify();

        StepVerifier.create(changed(connection, "INSERT INTO t VALUES (2)"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25P02"))
                .verify();
        await(connection.rollbackTransaction());
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @Test
    void aReadStoppedInsideATransactionLeavesItAlive() {
        Connection connection = database.connect();
        await(connection.beginTransaction());
        changed(connection, "INSERT INTO t VALUES (1)").block();
        StepVerifier.create(rows(connection, Long.class, ENDLESS))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify();
        await(connection.commitTransaction());
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
    }

    @Test
    void stormsOfCancelsLeaveNothingBehindAndHarmNobodyElse() {
        Connection connection = database.connect();
        changed(connection, "INSERT INTO t VALUES (0)").block();
        Flux<Long> cancelled = Flux.range(0, 3_000)
                .flatMap(
                        i -> work(connection, i)
                                .takeUntilOther(Mono.delay(Duration.ofNanos(
                                        ThreadLocalRandom.current().nextInt(2_000_000)))),
                        64);
        Flux<Long> kept =
                Flux.range(0, 1_000).flatMap(i -> changed(connection, "UPDATE t SET a = a + 1 WHERE rowid = 1"), 16);

        StepVerifier.create(Flux.merge(cancelled.ignoreElements(), kept.count()))
                .expectNext(1_000L)
                .verifyComplete();
        assertThat(database.query(Long.class, "SELECT a FROM t WHERE rowid = 1"))
                .containsExactly(1_000L);
        // A write of ours ends after every transaction that was queued before it.
        database.update("DELETE FROM t");
        assertThat(database.stats().queued()).isZero();
        assertThat(database.stats().acquired()).isEqualTo(database.stats().released());
    }

    private Flux<Long> work(Connection connection, int i) {
        return switch (i % 3) {
            case 0 -> rows(connection, Long.class, "SELECT a FROM t");
            case 1 -> changed(connection, "INSERT INTO t VALUES (-1)").flux();
            default ->
                Flux.usingWhen(
                        database.factory().create(),
                        own -> Mono.from(own.beginTransaction())
                                .then(changed(own, "INSERT INTO t VALUES (-2)"))
                                .flux(),
                        Connection::close);
        };
    }
}
