package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class ClosingTest {

    @TempDir
    Path folder;

    private TestDatabase open(Duration grace) {
        TestDatabase database = TestDatabase.in(folder, o -> o.with(CoreSettings.CLOSE_TIMEOUT, grace));
        database.update("CREATE TABLE IF NOT EXISTS t (a INTEGER)");
        return database;
    }

    @Test
    void waitsForWhatIsRunning() {
        TestDatabase database = open(Duration.ofSeconds(10));
        Connection connection = database.connect();
        Mono<Long> writes = Flux.range(0, 500)
                .flatMap(i -> changed(connection, "INSERT INTO t VALUES (?)", i), 500)
                .count()
                .cache();
        var running = writes.subscribe();
        database.close();
        assertThat(writes.block(TestDatabase.PATIENCE)).isEqualTo(500L);
        running.dispose();
    }

    @Test
    void endsWhatOutlastsItsGrace() {
        TestDatabase database = open(Duration.ofMillis(50));
        Connection idle = database.factory().create().block();
        await(idle.beginTransaction());
        changed(idle, "INSERT INTO t VALUES (1)").block();
        StepVerifier.create(
                        rows(
                                database.connect(),
                                Long.class,
                                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL" + " SELECT i + 1 FROM n) SELECT i FROM n"),
                        1)
                .expectNext(1L)
                .then(() -> await(database.factory().close()))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(i -> true)
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("is closed"))
                .verify(TestDatabase.PATIENCE);

        try (TestDatabase again = open(Duration.ofSeconds(5))) {
            assertThat(again.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        }
    }

    @Test
    void refusesWorkAfterwards() {
        TestDatabase database = open(Duration.ofSeconds(5));
        Connection connection = database.connect();
        database.close();
        StepVerifier.create(database.factory().create())
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("08003"))
                .verify();
        StepVerifier.create(rows(connection, Long.class, "SELECT 1"))
                .expectErrorSatisfies(failure ->
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("08003"))
                .verify();
    }

    @Test
    void theDatabaseStaysOpenForItsOtherFactories() {
        TestDatabase one = open(Duration.ofSeconds(5));
        try (TestDatabase two = open(Duration.ofSeconds(5))) {
            one.close();
            assertThat(two.update("INSERT INTO t VALUES (1)")).isOne();
        }
    }

    @Test
    void stopsALaterMemberOfARunningGroup() {
        TestDatabase database = TestDatabase.in(
                folder,
                o -> o.with(CoreSettings.CLOSE_TIMEOUT, Duration.ofMillis(50))
                        .with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        database.update("CREATE TABLE t (a INTEGER)");
        Connection holder = database.connect();
        await(holder.beginTransaction());
        Connection connection = database.factory().create().block();
        String endless =
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        var first = changed(connection, "INSERT INTO t VALUES (1)").toFuture();
        var second = changed(connection, endless).toFuture();
        Await.until("both wait", () -> database.stats().queuedWrites() == 2);
        long before = database.stats().writes().units();
        await(holder.rollbackTransaction());
        Await.until("the second runs", () -> database.stats().writes().units() == before + 2);

        await(database.factory().close());

        assertThat(second).isCompletedExceptionally();
        boolean told = !first.isCompletedExceptionally();
        try (TestDatabase again = open(Duration.ofSeconds(5))) {
            assertThat(again.query(Long.class, "SELECT count(*) FROM t")).containsExactly(told ? 1L : 0L);
        }
    }
}
