package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static dev.sluice.sqlite.rules.RuleDatabase.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R12: the driver itself waits for locks that will go away, and for no others. */
final class R12LockedTest {

    private static final Duration NO_END = Duration.ofDays(1);

    @TempDir
    Path folder;

    private RuleDatabase open(Duration lockWait, UnaryOperator<SqliteOptions> change) {
        var database = RuleDatabase.in(folder, o -> change.apply(o.with(SqliteOptions.LOCK_WAIT_TIMEOUT, lockWait)));
        database.update("CREATE TABLE t (a INTEGER)");
        return database;
    }

    private OtherProgram other() {
        return new OtherProgram(folder.resolve("test.db"));
    }

    @Test
    void writesThatQueueBehindALockWaitForItTogether() {
        int writes = 40;
        Duration one = Duration.ofMillis(500);
        try (var database = open(one, o -> o);
                var other = other()) {
            other.run("BEGIN IMMEDIATE");
            Mono<List<Object>> all = Flux.fromStream(IntStream.range(0, writes).boxed())
                    .flatMap(i -> outcome(changed(database.connect(), "INSERT INTO t VALUES (?)", i)), writes)
                    .collectList();
            // One after the other they would need twice this.
            StepVerifier.create(all)
                    .assertNext(results -> assertThat(results).hasSize(writes).containsOnly("55P03"))
                    .expectComplete()
                    .verify(one.multipliedBy(writes / 2));
            other.run("ROLLBACK");
            assertThat(database.update("INSERT INTO t VALUES (-1)")).isOne();
        }
    }

    @Test
    void nothingInsideSqliteWaitsForLocksOfTheWriter() {
        try (var database = open(NO_END, o -> o)) {
            Connection connection = database.begun();
            assertThat(all(connection, Long.class, "PRAGMA busy_timeout")).containsExactly(0L);
        }
    }

    @Test
    void aReadThatMeetsALockAtItsStartWaitsForIt() {
        try (var database = open(NO_END, o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE));
                var other = other()) {
            other.run("BEGIN EXCLUSIVE");
            other.run("INSERT INTO t VALUES (1)");
            StepVerifier.create(rows(database.connect(), Long.class, "SELECT a FROM t"))
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(80))
                    .then(() -> other.run("COMMIT"))
                    .expectNext(1L)
                    .verifyComplete();
        }
    }

    @Test
    void aLockOfTheConnectionItselfIsFinal() {
        try (var database = open(NO_END, o -> o)) {
            Connection session = database.session();
            Await.value(changed(session, "BEGIN IMMEDIATE"));
            Await.value(changed(session, "INSERT INTO t VALUES (1)"));
            // SQLITE_LOCKED: no waiting helps, since this transaction itself is in the way.
            StepVerifier.create(changed(session, "PRAGMA wal_checkpoint"))
                    .expectErrorSatisfies(failure -> assertThat(((R2dbcException) failure).getErrorCode() & 0xff)
                            .isEqualTo(6))
                    .verify(Await.LIMIT);
            done(session.close());
        }
    }

    @Test
    void aSnapshotThatIsTooOldToWriteFailsAtOnceAsToBeRunAgain() {
        try (var database = open(NO_END, o -> o);
                var other = other()) {
            Connection session = database.session();
            Await.value(changed(session, "BEGIN"));
            assertThat(all(session, Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            other.run("INSERT INTO t VALUES (1)");
            StepVerifier.create(changed(session, "INSERT INTO t VALUES (2)"))
                    .expectErrorSatisfies(failure -> {
                        assertThat(((R2dbcException) failure).getErrorCode()).isEqualTo(517);
                        assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("40001");
                    })
                    .verify(Await.LIMIT);
            Await.value(changed(session, "ROLLBACK"));
            done(session.close());
            assertThat(database.update("INSERT INTO t " + numbers(2))).isEqualTo(2L);
        }
    }

    @Test
    void aTransactionNeverMeetsATooOldSnapshotBecauseItTakesTheLockFirst() {
        try (var database = open(NO_END, o -> o);
                var other = other()) {
            Connection connection = database.begun();
            assertThat(all(connection, Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            assertThat(other.isLockedOut("INSERT INTO t VALUES (1)")).isTrue();
            Await.value(changed(connection, "INSERT INTO t VALUES (2)"));
            done(connection.commitTransaction());
            assertThat(other.ask("SELECT a FROM t")).isEqualTo(2L);
        }
    }
}
