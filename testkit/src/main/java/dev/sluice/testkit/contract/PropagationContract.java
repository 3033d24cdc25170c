package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.TransactionAbortedException;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.Feature;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/** A transaction inside another of the same Database: joined, nested, independent, mandatory. */
public abstract class PropagationContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PropagationContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final TransactionOptions NESTED = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);
    private static final TransactionOptions MANDATORY =
            TransactionOptions.DEFAULT.withPropagation(Propagation.MANDATORY);
    private static final TransactionOptions REQUIRES_NEW =
            TransactionOptions.DEFAULT.withPropagation(Propagation.REQUIRES_NEW);

    private static <T> Mono<T> fail() {
        return Mono.error(new IllegalStateException("undo"));
    }

    @BeforeEach
    void createItems() {
        items();
    }

    @Test
    void requiredJoins() {
        failure(
                IllegalStateException.class,
                db.inTransaction(tx -> db.inTransaction(inner -> insertItem(1)).then(fail())));

        assertThat(itemIds()).isEmpty();
        assertThat(db.stats().rollbacks()).isEqualTo(1);
    }

    @Test
    void failureOfAJoinedBodyAbortsTheWholeEvenWhenSwallowed() {
        Mono<Long> work = db.inTransaction(tx -> insertItem(1)
                .then(db.<Long>inTransaction(inner -> insertItem(2).then(fail()))
                        .onErrorReturn(0L)));

        failure(TransactionAbortedException.class, work);
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void cancellingAJoinedBodyAbortsTheWhole() {
        Mono<Long> half = db.<Long>inTransaction(inner -> insertItem(2).then(Mono.never()));
        Mono<Long> work =
                db.inTransaction(tx -> insertItem(1).then(half.timeout(Duration.ofMillis(100), Mono.just(0L))));

        failure(TransactionAbortedException.class, work);
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void nestedIsKeptWithTheOuter() {
        value(db.inTransaction(tx -> insertItem(1)
                .then(db.inTransaction(NESTED, nested -> insertItem(2)))
                .then(db.inTransaction(NESTED, nested -> insertItem(3)))));

        assertThat(itemIds()).containsExactly(1L, 2L, 3L);
        assertThat(db.stats().commits()).isEqualTo(1);
    }

    @Test
    void nestedIsUndoneWithTheOuter() {
        failure(
                IllegalStateException.class,
                db.inTransaction(
                        tx -> db.inTransaction(NESTED, nested -> insertItem(1)).then(fail())));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void nestedIsUndoneAlone() {
        value(db.inTransaction(tx -> insertItem(1)
                .then(db.<Long>inTransaction(NESTED, nested -> insertItem(2).then(fail()))
                        .onErrorReturn(0L))
                .then(db.inTransaction(NESTED, nested -> insertItem(3).doOnNext(rows -> nested.setRollbackOnly())))
                .then(insertItem(4))));

        assertThat(itemIds()).containsExactly(1L, 4L);
    }

    @Test
    void nestedNestsAgain() {
        value(db.inTransaction(tx -> db.inTransaction(
                NESTED,
                nested -> insertItem(1)
                        .then(db.<Long>inTransaction(
                                        NESTED, deeper -> insertItem(2).then(fail()))
                                .onErrorReturn(0L))
                        .then(db.inTransaction(NESTED, deeper -> insertItem(3))))));

        assertThat(itemIds()).containsExactly(1L, 3L);
    }

    @Test
    void cancelledNestedIsUndoneAlone() {
        Mono<Long> half = db.<Long>inTransaction(NESTED, nested -> insertItem(2).then(Mono.never()));

        value(db.inTransaction(tx -> insertItem(1)
                .then(half.timeout(Duration.ofMillis(100), Mono.just(0L)))
                .then(Mono.delay(Duration.ofMillis(100)))
                .then(insertItem(3))));

        assertThat(itemIds()).containsExactly(1L, 3L);
    }

    @Test
    void nestedWithoutAnOuterBeginsOne() {
        value(db.inTransaction(NESTED, nested -> insertItem(1)));

        assertThat(itemIds()).containsExactly(1L);
        assertThat(db.stats().commits()).isEqualTo(1);
    }

    @Test
    void overlappingNestedFails() {
        Sinks.Empty<Void> secondHasFailed = Sinks.empty();
        Mono<Long> first =
                db.inTransaction(NESTED, nested -> insertItem(1).delayUntil(rows -> secondHasFailed.asMono()));
        Mono<String> second = db.inTransaction(NESTED, nested -> insertItem(2))
                .map(rows -> "no error")
                .onErrorResume(TransactionException.class, error -> Mono.just(String.valueOf(error.getMessage())))
                .doOnNext(message -> secondHasFailed.tryEmitEmpty());

        String message = value(db.inTransaction(tx -> Mono.zip(first, second)).map(pair -> pair.getT2()));

        assertThat(message).contains("already open");
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void statementOfTheOuterFailsWhileANestedOneIsOpen() {
        Mono<Long> work = db.inTransaction(tx -> Mono.deferContextual(outer -> db.inTransaction(
                NESTED, nested -> insertItem(1).then(insertItem(2).contextWrite(inner -> Context.of(outer))))));

        assertThat(failure(TransactionException.class, work)).hasMessageContaining("NESTED one is open");
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void requiresNewIsIndependentOrFailsAtOnce() {
        Mono<Long> work = db.inTransaction(tx -> insertItem(1)
                .then(db.inTransaction(REQUIRES_NEW, inner -> insertItem(2)))
                .then(fail()));

        if (has(Feature.SINGLE_WRITER)) {
            assertThat(failure(TransactionException.class, work)).hasMessageContaining("REQUIRES_NEW");
            assertThat(itemIds()).isEmpty();
        } else {
            failure(IllegalStateException.class, work);
            assertThat(itemIds()).containsExactly(2L);
        }
    }

    @Test
    void readOnlyRequiresNewSeesTheStateBeforeOrFailsAtOnce() {
        Mono<Long> count = db.inTransaction(
                REQUIRES_NEW.withReadOnly(), inner -> db.fetchValue(Long.class, "SELECT count(*) FROM items"));
        Mono<Long> work = db.inTransaction(tx -> insertItem(1).then(count));

        if (has(Feature.SNAPSHOT_READS)) {
            assertThat(value(work)).isZero();
        } else {
            assertThat(failure(TransactionException.class, work)).hasMessageContaining("REQUIRES_NEW");
        }
    }

    @Test
    void mandatoryFailsWithoutAnOuterAndJoinsOne() {
        assertThat(failure(TransactionException.class, db.inTransaction(MANDATORY, tx -> insertItem(1))))
                .hasMessageContaining("MANDATORY");
        failure(
                IllegalStateException.class,
                db.inTransaction(tx ->
                        db.inTransaction(MANDATORY, inner -> insertItem(2)).then(fail())));
        value(db.inTransaction(tx -> db.inTransaction(MANDATORY, inner -> insertItem(3))));

        assertThat(itemIds()).containsExactly(3L);
    }

    @Test
    void readWriteInsideReadOnlyFails() {
        var readOnly = TransactionOptions.DEFAULT.withReadOnly();

        assertThat(failure(
                        TransactionException.class,
                        db.inTransaction(readOnly, tx -> db.inTransaction(inner -> insertItem(1)))))
                .hasMessageContaining("read-only");
        assertThat(failure(
                        TransactionException.class,
                        db.inTransaction(readOnly, tx -> db.inTransaction(NESTED, inner -> insertItem(1)))))
                .hasMessageContaining("read-only");
        long count = value(db.inTransaction(tx -> insertItem(1)
                .then(db.inTransaction(readOnly, inner -> db.fetchValue(Long.class, "SELECT count(*) FROM items")))));
        assertThat(count).isEqualTo(1);
    }

    @Test
    void failedReleaseOfASavepointAbortsTheOuter() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.before(FaultPoint.RELEASE, "3B001"));

        failure(
                TransactionAbortedException.class,
                client.inTransaction(tx -> client.inTransaction(NESTED, nested -> insertItem(client, 1))
                        .onErrorReturn(0L)));

        assertThat(itemIds()).isEmpty();
    }
}
