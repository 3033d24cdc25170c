package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.SerializationFailureException;
import dev.sluice.error.TransactionException;
import dev.sluice.error.TransactionTimeoutException;
import dev.sluice.spi.Feature;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One transaction from begin to end: commit, rollback, cancellation, deadline, isolation, streaming. */
public abstract class TransactionContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected TransactionContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    @BeforeEach
    void createItems() {
        items();
    }

    @Test
    void commitsWhenTheBodyCompletes() {
        String value =
                value(db.inTransaction(tx -> insertItem(1).then(insertItem(2)).thenReturn("done")));

        assertThat(value).isEqualTo("done");
        assertThat(itemIds()).containsExactly(1L, 2L);
        assertThat(db.stats().commits()).isEqualTo(1);
    }

    @Test
    void commitsWhenTheBodyIsEmpty() {
        Object value = Await.value(db.inTransaction(tx -> insertItem(1).then(Mono.empty())));

        assertThat(value).isNull();

        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void emitsTheValueOnlyAfterTheCommit() {
        List<Long> seen = value(db.inTransaction(tx -> insertItem(1))
                .then(Mono.fromSupplier(db::stats)
                        .map(stats ->
                                List.of(stats.commits(), (long) stats.pool().active()))));

        assertThat(seen).containsExactly(1L, 0L);
    }

    @Test
    void nothingBeginsBeforeSubscription() {
        leaks.awaitIdle();
        Mono<Long> work = db.inTransaction(tx -> insertItem(1));

        assertThat(db.stats().inFlight()).isZero();
        value(work);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void rollsBackAndPassesTheErrorOfTheBodyOn() {
        var error = new IllegalStateException("body");

        assertThat(failure(
                        IllegalStateException.class,
                        db.inTransaction(tx -> insertItem(1).then(Mono.error(error)))))
                .isSameAs(error);

        assertThat(itemIds()).isEmpty();
        assertThat(db.stats().rollbacks()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenTheBodyThrows() {
        failure(IllegalArgumentException.class, db.inTransaction(tx -> {
            throw new IllegalArgumentException("thrown, not signalled");
        }));

        leaks.awaitIdle();
        assertThat(db.stats().rollbacks()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenCancelled() {
        var inside = new AtomicBoolean();
        Disposable caller = db.inTransaction(
                        tx -> insertItem(1).doOnNext(rows -> inside.set(true)).then(Mono.never()))
                .subscribe(value -> {}, error -> {});
        Await.until("the body waits", inside::get);

        caller.dispose();

        leaks.awaitIdle();
        assertThat(itemIds()).isEmpty();
        assertThat(db.stats().rollbacks()).isEqualTo(1);
    }

    @Test
    void releasesTheConnectionOnlyAfterTheRollbackOfACancelledBody() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.hangBefore(FaultPoint.ROLLBACK));
        var inside = new AtomicBoolean();
        Disposable caller = client.inTransaction(tx ->
                        insertItem(client, 1).doOnNext(rows -> inside.set(true)).then(Mono.never()))
                .subscribe(value -> {}, error -> {});
        Await.until("the body waits", inside::get);

        caller.dispose();
        Await.until("the rollback hangs", () -> faulty.hanging() == 1);
        assertThat(faulty.openConnections()).isEqualTo(1);
        faulty.answer();

        Await.until("the connection is closed", () -> faulty.openConnections() == 0);
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void rollbackOnlyUndoesAndStillEmits() {
        String value = value(db.inTransaction(tx -> insertItem(1)
                .doOnNext(rows -> tx.setRollbackOnly())
                .then(Mono.fromSupplier(() -> tx.isRollbackOnly() ? "marked" : "not marked"))));

        assertThat(value).isEqualTo("marked");
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void tellsNameAttemptAndAccess() {
        var options = TransactionOptions.DEFAULT.withName("close-books").withReadOnly();

        String told = value(db.inTransaction(
                options, tx -> Mono.just(tx.name().orElse("?") + " " + tx.attempt() + " " + tx.isReadOnly())));

        assertThat(told).isEqualTo("close-books 1 true");
    }

    @Test
    void deadlineRollsBackTheBody() {
        var time = new ManualTime();
        Database client = open(builder -> builder.environment(time.environment()));
        var options =
                TransactionOptions.DEFAULT.withTimeout(Duration.ofSeconds(5)).withName("slow-one");
        var inside = new AtomicBoolean();
        CompletableFuture<Object> result = client.inTransaction(
                        options,
                        tx -> insertItem(client, 1)
                                .doOnNext(rows -> inside.set(true))
                                .then(Mono.never()))
                .toFuture();
        Await.until("the body waits", inside::get);

        time.advance(Duration.ofMillis(4_999));
        assertThat(result).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(failure(TransactionTimeoutException.class, Mono.fromFuture(result)))
                .hasMessageContaining("slow-one")
                .hasMessageContaining("5000 ms");
        leaks.awaitIdle();
        assertThat(itemIds()).isEmpty();
    }

    /** A read that is not part of the transaction sees the state before it, or waits where there is one connection. */
    @Test
    void unrelatedReadsNeverSeeUncommittedRows() {
        Mono<Long> unrelated =
                db.fetchValue(Long.class, "SELECT count(*) FROM items").contextWrite(context -> Context.empty());

        long seen = value(
                db.inTransaction(tx -> insertItem(1).then(unrelated.timeout(Duration.ofMillis(500), Mono.just(-1L)))));

        assertThat(seen).isEqualTo(has(Feature.SNAPSHOT_READS) ? 0 : -1);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void statementsThatLoseTheContextAreNotPartOfTheTransaction() {
        Mono<Long> lost = insertItem(2).contextWrite(context -> Context.empty());
        var started = new AtomicReference<CompletableFuture<Long>>();

        failure(
                IllegalStateException.class,
                db.inTransaction(tx -> Mono.fromRunnable(() -> started.set(lost.toFuture()))
                        .then(Mono.error(new IllegalStateException("undo")))));

        assertThat(value(Mono.fromFuture(Objects.requireNonNull(started.get()))))
                .isEqualTo(1);
        assertThat(itemIds()).containsExactly(2L);
    }

    @Test
    void otherDatabasesDoNotJoin() {
        Database other = open(builder -> builder);

        failure(
                TransactionException.class,
                db.inTransaction(tx -> other.inTransaction(
                        TransactionOptions.DEFAULT.withPropagation(Propagation.MANDATORY), inner -> Mono.just(1))));
    }

    @Test
    void statementsAfterTheEndFail() {
        var captured = new AtomicReference<ContextView>(Context.empty());
        value(db.inTransaction(tx -> Mono.deferContextual(context -> {
            captured.set(context);
            return insertItem(1);
        })));

        TransactionException error = failure(
                TransactionException.class,
                insertItem(2).contextWrite(context -> context.putAll(Objects.requireNonNull(captured.get()))));

        assertThat(error).hasMessageContaining("has ended");
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void commitWaitsForStatementsTheBodyCancelled() {
        value(db.executeMany(
                "INSERT INTO items(id) VALUES (?)",
                LongStream.range(100, 1_100).boxed().toList()));

        long first = value(db.inTransaction(tx -> db.fetchAll(Long.class, "SELECT id FROM items ORDER BY id")
                .next()
                .flatMap(id -> insertItem(1).thenReturn(id))));

        assertThat(first).isEqualTo(100);
        assertThat(itemIds()).hasSize(1_001).startsWith(1L);
    }

    @Test
    void streamsFromInsideOneTransaction() {
        Flux<Long> ids = db.streamInTransaction(
                TransactionOptions.DEFAULT,
                tx -> insertItem(1)
                        .then(insertItem(2))
                        .thenMany(db.fetchAll(Long.class, "SELECT id FROM items ORDER BY id")));

        assertThat(list(ids)).containsExactly(1L, 2L);
        assertThat(itemIds()).containsExactly(1L, 2L);
    }

    @Test
    void streamThatFailsOrIsCancelledRollsBack() {
        Flux<Long> work = db.streamInTransaction(
                TransactionOptions.DEFAULT, tx -> insertItem(1).concatWith(insertItem(1)));

        failure(DuplicateKeyException.class, work);
        assertThat(itemIds()).isEmpty();

        Flux<Long> endless = db.streamInTransaction(
                TransactionOptions.DEFAULT, tx -> insertItem(1).concatWith(Mono.never()));
        StepVerifier.create(endless).expectNext(1L).thenCancel().verify(Await.LIMIT);
        leaks.awaitIdle();
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void streamIsNeverRunAgain() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001"));
        var runs = new AtomicInteger();

        StepVerifier.create(client.streamInTransaction(TransactionOptions.DEFAULT, tx -> {
                    runs.incrementAndGet();
                    return insertItem(client, 1);
                }))
                .expectNext(1L)
                .expectError(SerializationFailureException.class)
                .verify(Await.LIMIT);

        assertThat(runs).hasValue(1);
        assertThat(itemIds()).isEmpty();
    }
}
