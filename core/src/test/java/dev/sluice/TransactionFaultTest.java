package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.DatabaseClosedException;
import dev.sluice.error.SerializationFailureException;
import dev.sluice.error.TransactionException;
import dev.sluice.error.TransactionTimeoutException;
import dev.sluice.spi.DatabaseListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class TransactionFaultTest extends FaultTest {

    private static final String WRITE = "UPDATE t SET a = 1";

    private final List<Integer> attempts = new ArrayList<>();

    private <T> Mono<T> noting(Transaction tx, Mono<T> work) {
        return Mono.defer(() -> {
            attempts.add(tx.attempt());
            return work;
        });
    }

    @Test
    void bodysOwnTimeoutAndIoErrorAreNeitherRunAgainNorTranslated() {
        failure(
                TimeoutException.class,
                db.inTransaction(AT_ONCE, tx -> noting(tx, Mono.error(new TimeoutException()))));
        failure(IOException.class, db.inTransaction(AT_ONCE, tx -> noting(tx, Mono.error(new IOException("http")))));

        assertThat(attempts).containsExactly(1, 1);
    }

    @Test
    void ambiguousCommitOfAnInnerTransactionDoesNotRunTheOuterAgain() {
        driver.failOn("COMMIT", "08006");
        var independent = AT_ONCE.withPropagation(Propagation.REQUIRES_NEW);

        failure(
                AmbiguousCommitException.class,
                db.inTransaction(AT_ONCE, tx -> noting(tx, db.inTransaction(independent, inner -> db.execute(WRITE)))));

        assertThat(attempts).containsExactly(1);
        assertThat(driver.count(WRITE)).isEqualTo(1);
    }

    @Test
    void bareFailureOfADriverInTheBodyIsRunAgain() {
        Mono<Long> framework = Mono.error(new IllegalStateException("spring", FakeDriver.failure("40001")));

        Long result = value(db.inTransaction(AT_ONCE, tx -> noting(tx, tx.attempt() == 1 ? framework : Mono.just(7L))));

        assertThat(result).isEqualTo(7);
        assertThat(attempts).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "BEGIN", WRITE, "COMMIT"})
    void driverThatThrowsLeavesNothingBehind(String call) {
        driver.onCall(call, () -> {
            throw new IllegalStateException("driver");
        });

        failure(IllegalStateException.class, db.inTransaction(tx -> db.execute(WRITE)));
    }

    @Test
    void rollbackThatThrowsIsSuppressedAndCostsOnlyOneConnection() {
        driver.onCall("ROLLBACK", () -> {
            throw new IllegalStateException("rollback");
        });

        var error = failure(
                IllegalArgumentException.class,
                db.inTransaction(tx -> Mono.error(new IllegalArgumentException("body"))));

        assertThat(error.getSuppressed()).extracting(Throwable::getMessage).containsExactly("rollback");
        assertThat(driver.count("CLOSE")).isEqualTo(1);
    }

    @Test
    void rollbackThatIsNeverAnsweredIsGivenUpAfterFiveSeconds() {
        driver.on("ROLLBACK", Mono.never());
        CompletableFuture<?> result = db.inTransaction(tx -> Mono.error(new IllegalStateException("body")))
                .toFuture();
        assertThat(result).isNotDone();

        time.advanceTimeBy(Duration.ofSeconds(5));

        failure(IllegalStateException.class, result);
    }

    @Test
    void interruptedBeginCostsTheConnection() {
        driver.on("BEGIN", Mono.never());
        CompletableFuture<Long> result =
                db.inTransaction(tx -> db.execute(WRITE)).toFuture();

        time.advanceTimeBy(Duration.ofSeconds(30));

        failure(TransactionTimeoutException.class, result);
        assertThat(driver.calls()).containsExactly("CREATE", "BEGIN", "CLOSE");
    }

    @Test
    void deadlineDuringAcquireIsATransactionTimeout() {
        driver.on("CREATE", Mono.never());
        CompletableFuture<Long> result =
                db.inTransaction(tx -> db.execute(WRITE)).toFuture();

        time.advanceTimeBy(Duration.ofSeconds(30));

        failure(TransactionTimeoutException.class, result);
    }

    @Test
    void transactionMayHaveMoreTimeThanThereIs() {
        for (Duration endless : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE))) {
            TransactionOptions options = TransactionOptions.DEFAULT.withTimeout(endless);

            String done = value(db.inTransaction(options, tx -> Mono.just("done")));

            assertThat(done).isEqualTo("done");
            assertThat(value(db.streamInTransaction(options, tx -> Flux.just(1, 2))
                            .collectList()))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void streamOutlivesTheDeadlineOfTheDatabaseAndCommits() {
        Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
        CompletableFuture<List<Integer>> result = db.streamInTransaction(
                        TransactionOptions.DEFAULT, tx -> source.asFlux())
                .collectList()
                .toFuture();
        source.tryEmitNext(1);

        time.advanceTimeBy(Duration.ofMinutes(2));
        source.tryEmitComplete();

        assertThat(result).isCompletedWithValue(List.of(1));
        assertThat(driver.count("COMMIT")).isEqualTo(1);
    }

    @Test
    void joinedStreamThatIsCancelledHalfWayAbortsTheWhole() {
        failure(
                TransactionException.class,
                db.inTransaction(tx -> db.streamInTransaction(TransactionOptions.DEFAULT, inner -> Flux.just(1, 2, 3))
                        .next()));

        assertThat(driver.count("COMMIT")).isZero();
        assertThat(driver.count("ROLLBACK")).isEqualTo(1);
    }

    @Test
    void hooksRunAlthoughTheCallerCancelledDuringTheCommit() {
        Sinks.Empty<Void> answer = Sinks.empty();
        driver.on("COMMIT", answer.asMono());
        List<String> hooks = new ArrayList<>();
        Disposable caller = db.inTransaction(tx -> {
                    tx.afterCommit(() -> Mono.fromRunnable(() -> hooks.add("ran")));
                    return db.execute(WRITE);
                })
                .subscribe(rows -> {}, error -> {});

        caller.dispose();
        assertThat(hooks).isEmpty();
        answer.tryEmitEmpty();

        assertThat(hooks).containsExactly("ran");
    }

    @Test
    void failedCommitOfACancelledCallerIsNeitherDroppedNorRunAgain() {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            Sinks.Empty<Void> answer = Sinks.empty();
            driver.on("COMMIT", answer.asMono());
            db.inTransaction(AT_ONCE, tx -> db.execute(WRITE))
                    .subscribe(rows -> {}, error -> {})
                    .dispose();
            answer.tryEmitError(FakeDriver.failure("40001"));
        } finally {
            Hooks.resetOnErrorDropped();
        }

        assertThat(dropped).isEmpty();
        assertThat(db.stats().retries()).isZero();
        assertThat(db.stats().rollbacks()).isEqualTo(1);
    }

    @Test
    void closeWaitsForTheRollbackOfACancelledCaller() {
        Sinks.Empty<Void> answer = Sinks.empty();
        driver.on(WRITE, Mono.never()).on("ROLLBACK", answer.asMono());
        db.inTransaction(tx -> db.execute(WRITE))
                .subscribe(rows -> {}, error -> {})
                .dispose();

        CompletableFuture<Void> closed = db.close().toFuture();
        assertThat(closed).isNotDone();
        answer.tryEmitEmpty();

        assertThat(closed).isDone();
    }

    @Test
    void transactionTakesNoMoreHooksAfterItsEnd() {
        var leaked = new AtomicReference<Transaction>();
        value(db.inTransaction(tx -> {
            leaked.set(tx);
            return Mono.just(1);
        }));

        assertThatThrownBy(() -> leaked.get().afterCommit(Mono::empty))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(leaked.get()::setRollbackOnly).isInstanceOf(TransactionException.class);
    }

    @Test
    void closedDatabaseTellsNoAttempt() {
        List<Integer> told = new ArrayList<>();
        Database watched = builder()
                .listener(new DatabaseListener() {
                    @Override
                    public void onAttempt(String name, int attempt) {
                        told.add(attempt);
                    }
                })
                .open();
        value(watched.close().thenReturn(1));

        failure(DatabaseClosedException.class, watched.inTransaction(tx -> Mono.just(1)));

        assertThat(told).isEmpty();
    }

    @Test
    void lostConnectionIsNotGivenBackBeforeARollbackThatFails() {
        driver.failOn(WRITE, "08006").failOn("ROLLBACK", "08003");

        Long rows = value(db.inTransaction(AT_ONCE, tx -> db.execute(WRITE)));

        assertThat(rows).isEqualTo(1);

        assertThat(driver.calls())
                .containsExactly(
                        "CREATE", "BEGIN", WRITE, "ROLLBACK", "CLOSE", "CREATE", "BEGIN", WRITE, "COMMIT", "CLOSE");
    }

    @Test
    void cancelledNestedIsUndoneBeforeTheOuterCommits() {
        Sinks.Empty<Void> undone = Sinks.empty();
        driver.on(WRITE, Mono.never()).on("ROLLBACK TO", undone.asMono());
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

        CompletableFuture<Integer> result = db.inTransaction(tx -> Mono.firstWithSignal(
                        db.inTransaction(nested, inner -> db.execute(WRITE)).thenReturn(1), Mono.just(2)))
                .toFuture();
        assertThat(driver.count("COMMIT")).isZero();
        undone.tryEmitEmpty();

        assertThat(result).isCompletedWithValue(2);
        assertThat(driver.calls())
                .containsExactly("CREATE", "BEGIN", "SAVEPOINT", WRITE, "ROLLBACK TO", "COMMIT", "CLOSE");
    }

    @Test
    void cancelledOuterWaitsForTheRollbackOfItsNested() {
        Sinks.Empty<Void> undone = Sinks.empty();
        driver.on(WRITE, Mono.never()).on("ROLLBACK TO", undone.asMono());
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);
        db.inTransaction(tx -> db.inTransaction(nested, inner -> db.execute(WRITE)))
                .subscribe(rows -> {}, error -> {})
                .dispose();
        assertThat(driver.count("ROLLBACK")).isZero();

        undone.tryEmitEmpty();

        assertThat(driver.count("ROLLBACK")).isEqualTo(1);
    }

    @Test
    void fallbackOfATimedOutNestedWaitsUntilItIsUndone() {
        Sinks.Empty<Void> undone = Sinks.empty();
        driver.on(WRITE, Mono.never()).on("ROLLBACK TO", undone.asMono());
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

        CompletableFuture<Long> result = db.inTransaction(tx -> db.inTransaction(nested, inner -> db.execute(WRITE))
                        .timeout(Duration.ofSeconds(1), time)
                        .onErrorResume(
                                TimeoutException.class,
                                late -> db.inTransaction(nested, inner -> db.execute("B"))
                                        .then(db.execute("C"))))
                .toFuture();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(driver.calls()).doesNotContain("B");
        undone.tryEmitEmpty();

        assertThat(result).isCompletedWithValue(1L);
        assertThat(driver.calls())
                .containsExactly(
                        "CREATE",
                        "BEGIN",
                        "SAVEPOINT",
                        WRITE,
                        "ROLLBACK TO",
                        "SAVEPOINT",
                        "B",
                        "RELEASE",
                        "C",
                        "COMMIT",
                        "CLOSE");
    }

    @Test
    void lossWhileUndoingASavepointRunsTheWholeAgain() {
        driver.failOn(WRITE, "23505").failOn("ROLLBACK TO", "08006");
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

        Long rows = value(db.inTransaction(
                AT_ONCE,
                tx -> noting(
                        tx, db.inTransaction(nested, inner -> db.execute(WRITE)).onErrorReturn(-1L))));

        assertThat(rows).isEqualTo(1);
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void bodysOwnIoErrorUndoesOnlyTheSavepoint() {
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

        Long rows = value(db.inTransaction(tx -> db.inTransaction(nested, inner -> Mono.<Long>error(new IOException()))
                .onErrorReturn(-1L)));

        assertThat(rows).isEqualTo(-1);
        assertThat(driver.calls()).containsExactly("CREATE", "BEGIN", "SAVEPOINT", "ROLLBACK TO", "COMMIT", "CLOSE");
    }

    @Test
    void exhaustedAttemptsSuppressTheEarlierFailures() {
        for (int i = 0; i < 5; i++) {
            driver.failOn("COMMIT", "40001");
        }

        var error =
                failure(SerializationFailureException.class, db.inTransaction(AT_ONCE, tx -> noting(tx, Mono.just(1))));

        assertThat(error.getSuppressed()).hasSize(4);
        assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
    }
}
