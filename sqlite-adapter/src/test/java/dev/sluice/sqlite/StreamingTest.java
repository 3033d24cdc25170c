package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.engine.Call;
import dev.sluice.sqlite.engine.Terms;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class StreamingTest {

    private static final int ROWS = 5_000;

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.in(
                folder,
                o -> o.with(SqliteOptions.READERS, 2)
                        .with(SqliteOptions.FETCH_CHUNK, 16)
                        .with(SqliteOptions.MAX_OPEN_CURSORS, 4)
                        .with(SqliteOptions.MAX_SNAPSHOT_AGE, Duration.ofMillis(300)));
        database.update("CREATE TABLE n (i INTEGER PRIMARY KEY)");
        database.update("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                + ") INSERT INTO n SELECT i FROM n");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Flux<Long> numbers() {
        return rows(database.connect(), Long.class, "SELECT i FROM n ORDER BY i");
    }

    @Test
    void emitsAsManyRowsAsWereAskedFor() {
        StepVerifier.create(numbers(), 0)
                .thenRequest(3)
                .expectNext(1L, 2L, 3L)
                .thenRequest(20)
                .expectNextCount(20)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 23)
                .verifyComplete();
    }

    @Test
    void parkedResultsDoNotHoldUpOtherReads() {
        StepVerifier.create(numbers(), 1)
                .expectNext(1L)
                .then(() -> StepVerifier.create(numbers(), 1)
                        .expectNext(1L)
                        .then(() -> StepVerifier.create(numbers(), 1)
                                .expectNext(1L)
                                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM n"))
                                        .containsExactly((long) ROWS))
                                .thenCancel()
                                .verify())
                        .thenCancel()
                        .verify())
                .thenCancel()
                .verify();
    }

    @Test
    void readsQueuedFromARunningResultEndWithMoreResultsThanReaders() {
        Connection connection = database.connect();
        Flux<Long> nested = numbers().take(200).flatMap(i -> rows(connection, Long.class, "SELECT ? * 2", i), 4, 1);
        StepVerifier.create(Flux.merge(nested, nested, nested, nested, nested))
                .expectNextCount(1_000)
                .verifyComplete();
    }

    @Test
    void parkedResultKeepsItsSnapshotWhileLaterReadsSeeNewRows() {
        StepVerifier.create(numbers(), 1)
                .expectNext(1L)
                .then(() -> database.update("DELETE FROM n WHERE i > 100"))
                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM n"))
                        .containsExactly(100L))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void buffersTheRestWhenTooManyResultsAreOpen() {
        Flux<Long> first = Flux.merge(numbers().limitRate(1), numbers().limitRate(1));
        StepVerifier.create(numbers(), 1)
                .expectNext(1L)
                .then(() -> StepVerifier.create(
                                Flux.merge(first, first, first, first).count())
                        .expectNext(8L * ROWS)
                        .verifyComplete())
                .thenCancel()
                .verify();
    }

    @Test
    void failsByNameWhenItsSnapshotBecomesTooOld() {
        StepVerifier.create(numbers(), 1)
                .expectNext(1L)
                .thenAwait(Duration.ofMillis(600))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(i -> true)
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(R2dbcException.class).hasMessageContaining("maxSnapshotAge"))
                .verify();
    }

    @Test
    void smallResultIsReadBeforeItsConsumerSeesIt() {
        StepVerifier.create(rows(database.connect(), Long.class, "SELECT i FROM n WHERE i <= 10"), 1)
                .expectNext(1L)
                .then(() -> assertThat(database.stats().active()).isZero())
                .thenRequest(9)
                .expectNextCount(9)
                .verifyComplete();
    }

    @Test
    void cancellingEarlyFreesTheConnection() {
        StepVerifier.create(numbers().take(5)).expectNextCount(5).verifyComplete();
        StepVerifier.create(numbers(), 5).expectNextCount(5).thenCancel().verify();
        await(Mono.<Void>empty()
                .repeatWhen(repeat ->
                        repeat.takeWhile(x -> database.stats().active() > 0).delayElements(Duration.ofMillis(5)))
                .then());
        assertThat(database.stats().active()).isZero();
    }

    @Test
    void refusesToBeConsumedTwice() {
        Connection connection = database.connect();
        Result result =
                Mono.from(connection.createStatement("SELECT 1").execute()).block();
        StepVerifier.create(result.map(row -> row.get(0))).expectNext(1).verifyComplete();
        StepVerifier.create(result.map(row -> row.get(0)))
                .expectError(IllegalStateException.class)
                .verify();
    }

    @Test
    void refusesDemandThatIsNotPositive() {
        Flux<SqliteRow> rows = rowsOf();
        var failure = new AtomicReference<Throwable>();
        rows.subscribe(new CoreSubscriber<SqliteRow>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(0);
            }

            @Override
            public void onNext(SqliteRow row) {}

            @Override
            public void onError(Throwable error) {
                failure.set(error);
            }

            @Override
            public void onComplete() {}
        });
        assertThat(failure.get()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3.9");
    }

    private Flux<SqliteRow> rowsOf() {
        return database.factory()
                .opening()
                .engine()
                .block()
                .read(
                        new Call("SELECT i FROM n", new Object[0], false, false),
                        new Terms(Duration.ZERO, Duration.ZERO),
                        new RowMaker());
    }

    @Test
    void aReadSubmittedAfterAnAcknowledgedWriteSeesItUnderLoad() {
        database.update("CREATE TABLE c (v INTEGER)");
        database.update("INSERT INTO c VALUES (0)");
        Connection connection = database.connect();
        Flux<Boolean> pairs = Flux.range(1, 4_000)
                .flatMap(
                        i -> rows(connection, Long.class, "UPDATE c SET v = v + 1 RETURNING v")
                                .flatMap(written -> rows(connection, Long.class, "SELECT v FROM c")
                                        .map(read -> read >= written)),
                        64);
        StepVerifier.create(pairs.all(fresh -> fresh)).expectNext(true).verifyComplete();
        assertThat(database.stats().writes().largestGroup()).isGreaterThan(1);
    }

    @Test
    void returningKeepsItsRowsWhateverTheDemand() {
        Connection connection = database.connect();
        StepVerifier.create(rows(connection, Long.class, "DELETE FROM n WHERE i > 10 RETURNING i"), 1)
                .expectNextCount(1)
                .then(() -> assertThat(database.update("INSERT INTO n VALUES (100000)"))
                        .isOne())
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 11)
                .verifyComplete();
    }

    @Test
    void countsChangedRowsOfAWrite() {
        assertThat(changed(database.connect(), "DELETE FROM n WHERE i > 4000").block())
                .isEqualTo(1_000L);
    }
}
