package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.READ_ONLY;
import static dev.sluice.sqlite.rules.RuleDatabase.all;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R4: a result that nobody reads on takes its connection with it, and nobody else; there is a bound to that. */
final class R04ParkedCursorTest {

    private static final int ROWS = 2_000;
    private static final int CHUNK = 16;
    private static final int BUFFERED = 500;

    @TempDir
    Path folder;

    private RuleDatabase database;

    /** One reader, and room for one result that rests. */
    @BeforeEach
    void open() {
        database = RuleDatabase.in(
                folder,
                o -> o.with(SqliteOptions.READERS, 1)
                        .with(SqliteOptions.MAX_OPEN_CURSORS, 1)
                        .with(SqliteOptions.FETCH_CHUNK, CHUNK)
                        .with(SqliteOptions.MAX_BUFFERED_ROWS, BUFFERED));
        database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        database.update("INSERT INTO t " + numbers(ROWS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Flux<Long> numbersUpTo(int most) {
        return rows(database.connect(), Long.class, "SELECT a FROM t WHERE a <= ?", most);
    }

    /** The reader serves this only when it has done with what came before. */
    private void awaitReader() {
        database.query(Long.class, "SELECT 1");
    }

    @Test
    void aReadForEachRowOfAnotherReadEndsOnOneReader() {
        Connection connection = database.connect();
        StepVerifier.create(numbersUpTo(ROWS)
                        .flatMap(a -> rows(connection, Long.class, "SELECT a + 1 FROM t WHERE a = ?", a), 1, 1))
                .expectNextCount(ROWS)
                .expectComplete()
                .verify(Await.LIMIT);
    }

    @Test
    void everyLaterReadSeesWhatWasAcknowledgedWhileAResultKeepsItsSnapshot() {
        StepVerifier.create(numbersUpTo(1_000_000), 1)
                .expectNext(1L)
                .then(() -> {
                    for (long added = 1; added <= 50; added++) {
                        database.update("INSERT INTO t VALUES (?)", ROWS + added);
                        assertThat(database.query(Long.class, "SELECT max(a) FROM t"))
                                .containsExactly(ROWS + added);
                    }
                })
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void aResultBeyondTheBoundIsReadToTheHeapAndHoldsNothing() {
        StepVerifier.create(numbersUpTo(ROWS), 1)
                .expectNext(1L)
                .then(() -> StepVerifier.create(numbersUpTo(BUFFERED), 1)
                        .expectNext(1L)
                        .then(() -> Await.until(
                                "the first alone holds one",
                                () -> database.stats().active() == 1))
                        .thenRequest(Long.MAX_VALUE)
                        .expectNextCount(BUFFERED - 1)
                        .verifyComplete())
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void aResultBeyondTheBoundThatDoesNotFitTheHeapFailsAlone() {
        StepVerifier.create(numbersUpTo(ROWS), 1)
                .expectNext(1L)
                .then(() -> StepVerifier.create(numbersUpTo(ROWS), 1)
                        .expectNext(1L)
                        .then(this::awaitReader)
                        .thenRequest(Long.MAX_VALUE)
                        .thenConsumeWhile(a -> true)
                        .expectErrorSatisfies(
                                failure -> assertThat(failure).hasMessageContaining("maxBufferedRows=" + BUFFERED))
                        .verify(Await.LIMIT))
                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM t"))
                        .containsExactly((long) ROWS))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void aReadOnlyTransactionLeasesAConnectionSoThatTheNextOneWaits() {
        Connection first = database.connect();
        done(first.beginTransaction(READ_ONLY));
        Connection second = database.connect();
        var waiting = Mono.from(second.beginTransaction(READ_ONLY)).toFuture();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly((long) ROWS);
        assertThat(waiting).isNotDone();
        done(first.commitTransaction());
        Await.until("the second has begun", waiting::isDone);
        done(second.commitTransaction());
    }

    @Test
    void aReadOnlyTransactionHasItsSnapshotWhenItsBeginCompletes() {
        Connection reader = database.connect();
        done(reader.beginTransaction(READ_ONLY));
        database.update("DELETE FROM t");
        assertThat(all(reader, Long.class, "SELECT count(*) FROM t")).containsExactly((long) ROWS);
        done(reader.commitTransaction());
    }
}
