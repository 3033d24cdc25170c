package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.ENDLESS;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Rule R10: what is stopped is that one operation; a COMMIT never is, and what became of it is said once it is known. */
final class R10StoppingTest {

    private static final int ROWS = 2_000;

    @TempDir
    Path folder;

    private RuleDatabase open(UnaryOperator<SqliteOptions> change) {
        var database = RuleDatabase.in(folder, o -> change.apply(o.with(SqliteOptions.FETCH_CHUNK, 16)));
        database.update("CREATE TABLE t (a INTEGER)");
        return database;
    }

    @Test
    void aStatementThatIsStoppedLeavesAnotherOnItsConnectionAlone() {
        try (var database = open(o -> o)) {
            database.update("INSERT INTO t " + numbers(ROWS));
            Connection connection = database.begun();
            Await.value(changed(connection, "UPDATE t SET a = a + 1"));
            StepVerifier.create(rows(connection, Long.class, "SELECT a FROM t"), 1)
                    .expectNext(2L)
                    .then(() -> {
                        done(connection.setStatementTimeout(Duration.ofMillis(50)));
                        assertThat(Await.value(outcome(
                                        rows(connection, Long.class, ENDLESS).next())))
                                .isEqualTo("57014");
                    })
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextCount(ROWS - 1)
                    .verifyComplete();
            done(connection.commitTransaction());
            assertThat(database.query(Long.class, "SELECT min(a) FROM t")).containsExactly(2L);
        }
    }

    @Test
    void aWriteThatIsCancelledInTheQueueIsNeverRun() {
        try (var database = open(o -> o)) {
            Connection holder = database.begun();
            Disposable waiting =
                    changed(database.connect(), "INSERT INTO t VALUES (1)").subscribe();
            Await.until("the write waits", () -> database.stats().queuedWrites() == 1);
            waiting.dispose();
            assertThat(database.stats().queuedWrites()).isZero();
            done(holder.commitTransaction());
            database.update("INSERT INTO t VALUES (2)");
            assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L);
        }
    }

    @Test
    void aTimeoutIsReportedOnceItsTransactionIsKnownToBeLost() {
        try (var database = open(o -> o)) {
            Connection connection = database.begun();
            Await.value(changed(connection, "INSERT INTO t VALUES (1)"));
            done(connection.setStatementTimeout(Duration.ofMillis(50)));
            // What follows in the failure's own signal must find the transaction aborted, not still at work.
            Mono<Object> next = outcome(changed(connection, "INSERT INTO t " + ENDLESS))
                    .flatMap(state -> outcome(changed(connection, "INSERT INTO t VALUES (2)"))
                            .map(then -> state + " " + then));
            assertThat(Await.value(next)).isEqualTo("57014 25P02");
            done(connection.rollbackTransaction());
        }
    }

    @Test
    void aTimeoutOfAGroupsMemberIsReportedOnceTheOthersAreStored() {
        try (var database = open(o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)))) {
            Connection slow = database.connect();
            done(slow.setStatementTimeout(Duration.ofMillis(50)));
            Connection reading = database.connect();
            Mono<Object> seen = outcome(changed(slow, "INSERT INTO t " + ENDLESS))
                    .flatMap(state -> rows(reading, Long.class, "SELECT count(*) FROM t")
                            .next()
                            .map(count -> state + " " + count));
            assertThat(database.queued(List.of(
                            changed(database.connect(), "INSERT INTO t VALUES (1)"),
                            seen,
                            changed(database.connect(), "INSERT INTO t VALUES (2)"))))
                    .containsExactly(1L, "57014 2", 1L);
        }
    }

    @Test
    void aRunningCommitIsNeitherCancelledNorTimedOut() {
        Path file = folder.resolve("test.db");
        try (var database = open(o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE));
                var reader = new OtherProgram(file);
                var third = new OtherProgram(file)) {
            // With a rollback journal COMMIT waits for other programs that read.
            reader.run("BEGIN");
            reader.ask("SELECT count(*) FROM t");
            Connection connection = database.connect();
            done(connection.setStatementTimeout(Duration.ofMillis(20)));
            done(connection.beginTransaction());
            Await.value(changed(connection, "INSERT INTO t VALUES (1)"));
            Disposable commit = Mono.from(connection.commitTransaction()).subscribe();
            Await.until("COMMIT runs and lets no new reader in", () -> third.isLockedOut("SELECT count(*) FROM t"));
            commit.dispose();
            Flux<Long> letGo = Flux.interval(Duration.ofMillis(10), Schedulers.boundedElastic())
                    .filter(time -> !third.isLockedOut("SELECT count(*) FROM t"));
            StepVerifier.create(letGo)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenCancel()
                    .verify();
            reader.run("COMMIT");

            Await.until("COMMIT has ended", () -> !third.isLockedOut("SELECT count(*) FROM t"));
            assertThat(third.ask("SELECT count(*) FROM t")).isOne();
        }
    }

    @Test
    void aWriteWhoseCommitOutlastsItsTimeoutIsReportedAsStored() {
        Path file = folder.resolve("test.db");
        try (var database = open(o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE));
                var reader = new OtherProgram(file)) {
            reader.run("BEGIN");
            reader.ask("SELECT count(*) FROM t");
            Connection connection = database.connect();
            done(connection.setStatementTimeout(Duration.ofMillis(20)));
            StepVerifier.create(changed(connection, "INSERT INTO t VALUES (1)"))
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(100))
                    .then(() -> reader.run("COMMIT"))
                    .expectNext(1L)
                    .verifyComplete();
        }
    }
}
