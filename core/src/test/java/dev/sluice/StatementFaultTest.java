package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.ConnectionException;
import dev.sluice.error.QueryTimeoutException;
import dev.sluice.spi.DatabaseListener;
import dev.sluice.spi.StatementEvent;
import dev.sluice.spi.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class StatementFaultTest extends FaultTest {

    private static final String WRITE = "UPDATE t SET a = 1";
    private static final String READ = "SELECT a FROM t";

    private Mono<Integer> read() {
        return db.sql(READ).map(row -> 1).one();
    }

    @Test
    void writeThatNeverGotAConnectionIsRunAgain() {
        driver.failOn("CREATE", "08001");

        assertThat(value(db.execute(WRITE))).isEqualTo(1L);

        assertThat(db.stats().unknown()).isZero();
    }

    @Test
    void writeWhoseConnectionIsLostIsAmbiguousAndKeepsItsState() {
        driver.failOn(WRITE, "08006");

        var error =
                failure(AmbiguousCommitException.class, db.sql(WRITE).tag("pay").rowsUpdated());

        assertThat(error.sqlState()).contains("08006");
        assertThat(error)
                .hasMessageContaining(WRITE)
                .hasMessageContaining("pay")
                .hasMessageContaining("Read back");
        assertThat(db.stats().unknown()).isEqualTo(1);
    }

    @Test
    void writeThatTheServerRefusedIsRunAgain() {
        driver.failOn(WRITE, "25006").failOn(WRITE, "53300");

        assertThat(value(db.execute(WRITE))).isEqualTo(1L);
    }

    @Test
    void readIsRunAgainAfterALoss() {
        driver.failOn(READ, "08006");
        driver.on(READ, Mono.just(FakeDriver.rows(Flux.just(1))));

        assertThat(value(read()).intValue()).isEqualTo(1);
    }

    @Test
    void readThatEmittedARowIsNotRunAgain() {
        driver.on(READ, Mono.just(FakeDriver.rows(Flux.concat(Flux.just(1), Flux.error(FakeDriver.failure("08006"))))));

        failure(ConnectionException.class, db.sql(READ).map(row -> 1).all().then());

        assertThat(driver.count(READ)).isEqualTo(1);
    }

    @Test
    void statementMayHaveMoreTimeThanThereIs() {
        for (Duration endless : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE))) {
            assertThat(value(db.sql(WRITE).timeout(endless).rowsUpdated())).isEqualTo(1L);
        }
    }

    @Test
    void readThatTheServerStoppedIsNotRunAgain() {
        driver.failOn(READ, "57014");

        failure(QueryTimeoutException.class, read());

        assertThat(driver.count(READ)).isEqualTo(1);
    }

    @Test
    void writeThatWasDeclaredReadOnlyIsNotRunAgain() {
        driver.failOn(WRITE, "25006");

        failure(AccessDeniedException.class, db.sql(WRITE).readOnly().rowsUpdated());

        assertThat(driver.count(WRITE)).isEqualTo(1);
    }

    @Test
    void readWithoutAnAnswerFailsAtItsTimeoutAndIsNotRunAgain() {
        driver.on(READ, Mono.never());
        CompletableFuture<Integer> result =
                db.sql(READ).timeout(Duration.ofSeconds(3)).map(row -> 1).one().toFuture();

        time.advanceTimeBy(Duration.ofSeconds(3));

        var error = failure(QueryTimeoutException.class, result);
        assertThat(error).hasMessageContaining("3000 ms").hasMessageContaining("statementTimeout");
        assertThat(error).hasMessageContaining(READ);
        assertThat(error.sqlState()).contains("57014");
        assertThat(driver.count(READ)).isEqualTo(1);
    }

    @Test
    void failureToGiveAConnectionBackIsNotTheStatements() {
        driver.on("CLOSE", Mono.error(new IllegalStateException("close")));

        assertThat(value(db.execute(WRITE))).isEqualTo(1L);

        assertThat(driver.count(WRITE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", WRITE})
    void driverThatThrowsLeavesNothingBehind(String call) {
        driver.onCall(call, () -> {
            throw new IllegalStateException("driver");
        });

        failure(IllegalStateException.class, db.execute(WRITE));
    }

    @Test
    void connectionThatArrivesAfterItsWaitWasCancelledIsGivenBack() {
        Sinks.One<Object> late = Sinks.one();
        // A driver that does not look at cancellation.
        driver.on("CREATE", Flux.from(s -> {
            s.onSubscribe(new IgnoredCancel());
            late.asMono().subscribe(value -> {
                s.onNext(value);
                s.onComplete();
            });
        }));
        Disposable caller = db.execute(WRITE).subscribe(rows -> {}, error -> {});

        caller.dispose();
        late.tryEmitValue(new FakeConnection(driver));

        assertThat(driver.count(WRITE)).isZero();
    }

    @Test
    void errorOfAListenerIsNotTheStatements() {
        Database watched = builder()
                .listener(new DatabaseListener() {
                    @Override
                    public void onStatement(StatementEvent event) {
                        throw new AssertionError("listener");
                    }
                })
                .open();

        assertThat(value(watched.execute(WRITE))).isEqualTo(1L);
    }

    @Test
    void lentConnectionIsToldToListenersBeforeTheBorrowerGoesOn() {
        List<String> order = new ArrayList<>();
        Database watched = builder()
                .listener(new DatabaseListener() {
                    @Override
                    public void onCommit(TransactionEvent event) {
                        order.add("commit");
                    }
                })
                .open();

        watched.withConnection(connection -> Mono.just(1))
                .doOnComplete(() -> order.add("done"))
                .blockLast();

        assertThat(order).containsExactly("commit", "done");
    }

    @Test
    void closeWaitsForTheConnectionOfACancelledStatement() {
        Sinks.Empty<Void> closing = Sinks.empty();
        driver.on(WRITE, Mono.never()).on("CLOSE", closing.asMono());
        Disposable caller = db.execute(WRITE).subscribe(rows -> {}, error -> {});
        caller.dispose();

        CompletableFuture<Void> closed = db.close().toFuture();
        assertThat(closed).isNotDone();
        closing.tryEmitEmpty();

        assertThat(closed).isDone();
    }

    private static final class IgnoredCancel implements Subscription {

        @Override
        public void request(long n) {
            // everything comes at once
        }

        @Override
        public void cancel() {
            // too late
        }
    }
}
