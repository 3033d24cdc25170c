package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.TransactionAbortedException;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Transactions mean the same on every backend: what aborts, what isolates, what is undone. */
public abstract class PortableTransactionContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableTransactionContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final TransactionOptions NESTED = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

    @Test
    void failedStatementAbortsTransaction() {
        items(1);

        failure(
                TransactionAbortedException.class,
                db.inTransaction(tx -> insertItem(2)
                        .then(insertItem(1).onErrorResume(DuplicateKeyException.class, swallowed -> Mono.empty()))
                        .then(insertItem(3))));
        TransactionAbortedException error = failure(
                TransactionAbortedException.class,
                db.inTransaction(tx -> insertItem(2)
                        .then(insertItem(1).onErrorResume(DuplicateKeyException.class, swallowed -> Mono.just(0L)))));

        assertThat(error).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void nestedRecoversFromConstraint() {
        items(1);

        long last = value(db.inTransaction(tx -> insertItem(2)
                .then(db.inTransaction(NESTED, nested -> insertItem(5).then(insertItem(1)))
                        .onErrorResume(DuplicateKeyException.class, recovered -> Mono.just(0L)))
                .then(insertItem(3))));

        assertThat(last).isEqualTo(1);
        assertThat(itemIds()).containsExactly(1L, 2L, 3L);
    }

    /** Of two on call, each may leave if the other stays; both must not. */
    @Test
    void writeSkewPrevented() {
        items(2);
        Sinks.Empty<Void> firstHasRead = Sinks.empty();
        Sinks.Empty<Void> secondHasRead = Sinks.empty();

        Mono<Long> both = Mono.zipDelayError(
                        leave(1, firstHasRead, secondHasRead), leave(2, secondHasRead, firstHasRead))
                .map(pair -> pair.getT1() + pair.getT2());
        Throwable error = catchThrowable(() -> Await.value(both));

        assertThat(error).isNull();
        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items WHERE label <> 'gone'")))
                .isGreaterThanOrEqualTo(1);
    }

    /** Waits for the other to have read, but not for long: with one writer it cannot until this one is done. */
    private Mono<Long> leave(long id, Sinks.Empty<Void> read, Sinks.Empty<Void> otherRead) {
        Mono<Void> rendezvous = otherRead.asMono().timeout(Duration.ofMillis(200), Mono.empty());
        return db.inTransaction(tx -> db.fetchValue(Long.class, "SELECT count(*) FROM items WHERE label <> 'gone'")
                .doOnNext(count -> read.tryEmitEmpty())
                .flatMap(count -> rendezvous.then(
                        count < 2 ? Mono.just(0L) : db.execute("UPDATE items SET label = 'gone' WHERE id = ?", id))));
    }

    @Test
    void readOnlyRefusesWrites() {
        items(1);
        var readOnly = TransactionOptions.DEFAULT.withReadOnly();

        long count = value(db.inTransaction(readOnly, tx -> db.fetchValue(Long.class, "SELECT count(*) FROM items")));
        assertThat(count).isEqualTo(1);
        failure(AccessDeniedException.class, db.inTransaction(readOnly, tx -> insertItem(2)));
        failure(
                TransactionException.class,
                db.inTransaction(readOnly, tx -> db.executeMany("INSERT INTO items(id) VALUES (?)", List.of(3L))));

        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void readYourWrites() {
        items();

        List<Long> inside = value(db.inTransaction(tx -> insertItem(1)
                .then(insertItem(2))
                .then(db.fetchAll(Long.class, "SELECT id FROM items ORDER BY id")
                        .collectList())));

        assertThat(inside).containsExactly(1L, 2L);
        assertThat(itemIds()).containsExactly(1L, 2L);
    }

    @Test
    void ddlRollsBackOrIsRefused() {
        items();

        Throwable error = catchThrowable(() -> Await.value(db.inTransaction(tx -> insertItem(1)
                .then(db.execute("CREATE TABLE extra (id " + type(PortableType.INTEGER) + ")"))
                .then(Mono.error(new IllegalStateException("undo"))))));

        if (has(Feature.TRANSACTIONAL_DDL)) {
            assertThat(error).isInstanceOf(IllegalStateException.class);
        } else {
            assertThat(error).isNotInstanceOf(IllegalStateException.class);
        }
        assertThat(itemIds()).isEmpty();
        run("CREATE TABLE extra (id " + type(PortableType.INTEGER) + ")");
    }
}
