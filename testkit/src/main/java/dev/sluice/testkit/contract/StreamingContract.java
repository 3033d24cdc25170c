package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Await;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rows come as fast as they are asked for, and no faster; whoever stops asking holds nobody up. */
public abstract class StreamingContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected StreamingContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final int ROWS = 100_000;
    private static final String ALL = "SELECT id, label FROM items ORDER BY id";

    /** Notes how far a query has been read, and stops when told. */
    private static final class Reader extends BaseSubscriber<Long> {

        private final AtomicLong received = new AtomicLong();
        private final AtomicBoolean completed = new AtomicBoolean();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Asks for nothing by itself.
        }

        @Override
        protected void hookOnNext(Long id) {
            received.incrementAndGet();
        }

        @Override
        protected void hookOnComplete() {
            completed.set(true);
        }
    }

    private Flux<Long> ids() {
        return db.sql(ALL)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .all();
    }

    @Test
    void rowsAreNotReadBeforeTheyAreAskedFor() {
        items(5_000);
        var mapped = new AtomicInteger();
        Flux<Long> counted = db.sql(ALL)
                .map(row -> {
                    mapped.incrementAndGet();
                    return Objects.requireNonNull(row.get(0, Long.class));
                })
                .all();
        var reader = new Reader();
        counted.subscribe(reader);

        assertThat(reader.received).hasValue(0);
        reader.request(10);
        Await.until("ten rows came", () -> reader.received.get() == 10);
        assertThat(mapped.get()).isLessThan(3_000);
        reader.request(4_990);
        Await.until("all rows came", reader.completed::get);

        assertThat(mapped).hasValue(5_000);
    }

    @Test
    void hundredThousandRowsPassInOrderAndBounded() {
        items(ROWS);
        var mapped = new AtomicLong();
        var consumed = new AtomicLong();
        var ahead = new AtomicLong();

        StepVerifier.create(db.sql(ALL)
                        .map(row -> {
                            ahead.accumulateAndGet(mapped.incrementAndGet() - consumed.get(), Math::max);
                            return Objects.requireNonNull(row.get(0, Long.class));
                        })
                        .all()
                        .limitRate(64)
                        .concatMap(id -> Mono.just(id).doOnNext(one -> consumed.incrementAndGet()), 1)
                        .reduce((last, id) -> {
                            assertThat(id).isEqualTo(last + 1);
                            return id;
                        }))
                .expectNext((long) ROWS)
                .expectComplete()
                .verify(Await.LIMIT);

        assertThat(ahead.get()).isLessThan(10_000);
    }

    @Test
    void cancellingFreesTheConnection() {
        items(5_000);
        var reader = new Reader();
        ids().subscribe(reader);
        reader.request(3);
        Await.until("three rows came", () -> reader.received.get() == 3);

        reader.cancel();

        leaks.awaitIdle();
        assertThat(reader.received).hasValue(3);
        assertThat(value(insertItem(0))).isEqualTo(1);
    }

    @Test
    void cancellingBeforeTheFirstRequestFreesTheConnection() {
        items(10);
        for (int i = 0; i < 20; i++) {
            var reader = new Reader();
            ids().subscribe(reader);
            reader.cancel();
        }

        leaks.awaitIdle();
        assertThat(itemIds()).hasSize(10);
    }

    @Test
    void firstOfManyFreesTheConnection() {
        items(5_000);

        for (int i = 0; i < 20; i++) {
            assertThat(value(db.sql(ALL).map(row -> row.get(0, Long.class)).first()))
                    .isEqualTo(1);
        }

        leaks.awaitIdle();
    }

    @Test
    void errorOfTheConsumerFreesTheConnection() {
        items(1_000);

        failure(IllegalStateException.class, ids().doOnNext(id -> {
            if (id == 7) {
                throw new IllegalStateException("consumer");
            }
        }));

        leaks.awaitIdle();
    }

    @Test
    void slowConsumerDoesNotHoldTheWriter() {
        items(5_000);
        var reader = new Reader();
        ids().subscribe(reader);
        reader.request(1);
        Await.until("one row came", () -> reader.received.get() == 1);

        for (long id = 10_001; id <= 10_005; id++) {
            assertThat(value(insertItem(id))).isEqualTo(1);
        }
        value(db.inTransaction(tx -> insertItem(10_006)));
        reader.request(Long.MAX_VALUE);
        Await.until("the stream ended", reader.completed::get);

        assertThat(reader.received.get()).isBetween(5_000L, 5_006L);
    }

    @Test
    void eachRowMayAskAnotherQuery() {
        items(300);

        Flux<Long> lengths =
                ids().flatMap(id -> db.fetchValue(Long.class, "SELECT length(label) FROM items WHERE id = ?", id), 16);

        assertThat(list(lengths)).hasSize(300);
    }

    @Test
    void eachRowMayAskAnotherQueryInsideATransaction() {
        items(50);

        Mono<Long> updated = db.inTransaction(tx -> db.fetchAll(Long.class, "SELECT id FROM items ORDER BY id")
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> db.execute("UPDATE items SET label = 'seen' WHERE id = ?", id))
                .reduce(0L, Long::sum));

        assertThat(value(updated)).isEqualTo(50);
    }

    @Test
    void manyAtOnceAllGetTheirAnswer() {
        items(100);

        List<Long> answers = list(Flux.range(1, 400)
                .flatMap(
                        n -> n % 4 == 0
                                ? insertItem(1_000 + n).thenReturn((long) n)
                                : db.fetchValue(Long.class, "SELECT id FROM items WHERE id = ?", (long) (n % 100 + 1)),
                        64));

        assertThat(answers).hasSize(400);
        assertThat(itemIds()).hasSize(200);
    }

    @Test
    void foldHoldsOneAggregateAtATime() {
        items(1_000);
        var folded = db.sql("SELECT id, label FROM items ORDER BY id")
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .fold(id -> (id - 1) / 10, id -> 1, (count, id) -> count + 1);

        StepVerifier.create(folded, 1)
                .expectNext(10)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(99)
                .expectComplete()
                .verify(Await.LIMIT);
    }
}
