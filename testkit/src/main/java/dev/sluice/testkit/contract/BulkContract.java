package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ChunkResult;
import dev.sluice.Database;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.BulkException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.ParameterException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** {@code executeMany}: all rows in one transaction, or a transaction per chunk. */
public abstract class BulkContract extends BackendContract {

    private static final String INSERT = "INSERT INTO items(id, label) VALUES (?, ?)";
    private static final String INSERT_NAMED = "INSERT INTO items(id, label) VALUES (:id, :label)";

    /** Runs the contract on databases of this fixture. */
    protected BulkContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    /** The parameters of a row. */
    record Item(long id, String label) {}

    private Database chunksOf(int rows) {
        return open(builder -> builder.set(CoreSettings.BULK_CHUNK_SIZE, rows));
    }

    private static List<Object[]> rows(long... ids) {
        return LongStream.of(ids)
                .mapToObj(id -> new Object[] {id, "item-" + id})
                .toList();
    }

    @Test
    void takesArraysListsRecordsAndMaps() {
        items();

        assertThat(value(db.executeMany(INSERT, rows(1, 2)))).isEqualTo(2);
        assertThat(value(db.executeMany(INSERT, List.of(List.of(3L, "list"))))).isEqualTo(1);
        assertThat(value(db.executeMany(INSERT_NAMED, List.of(new Item(4, "record")))))
                .isEqualTo(1);
        assertThat(value(db.executeMany(INSERT_NAMED, List.of(Map.of("id", 5L, "label", "map")))))
                .isEqualTo(1);
        assertThat(value(db.executeMany("INSERT INTO items(id) VALUES (?)", List.of(6L, 7L))))
                .isEqualTo(2);

        assertThat(itemIds()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void storesNulls() {
        items();

        value(db.executeMany(
                INSERT, List.of(new Object[] {1L, null}, new Object[] {2L, "x"}, new Object[] {3L, null})));

        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items WHERE label IS NULL")))
                .isEqualTo(2);
    }

    @Test
    void noRowsAreNoWork() {
        items();

        assertThat(value(db.executeMany(INSERT, List.of()))).isZero();
        assertThat(list(db.executeMany(INSERT, Flux.empty()))).isEmpty();
    }

    @Test
    void iterableIsOneTransaction() {
        items();
        Database small = chunksOf(2);

        failure(DuplicateKeyException.class, small.executeMany(INSERT, rows(1, 2, 3, 4, 1)));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void iterableIsIteratedAgainOnRetry() {
        items();
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001"));

        assertThat(value(client.executeMany(INSERT, rows(1, 2, 3)))).isEqualTo(3);

        assertThat(itemIds()).containsExactly(1L, 2L, 3L);
        assertThat(client.stats().retries()).isEqualTo(1);
    }

    @Test
    void publisherEmitsAResultForEachCommittedChunk() {
        items();

        List<ChunkResult> chunks = list(chunksOf(2).executeMany(INSERT, Flux.fromIterable(rows(1, 2, 3, 4, 5))));

        assertThat(chunks)
                .containsExactly(new ChunkResult(1, 0, 2, 2), new ChunkResult(2, 2, 2, 2), new ChunkResult(3, 4, 1, 1));
    }

    @Test
    void publisherIsSubscribedOnceAndReadAtMostTwoChunksAhead() {
        items();
        var asked = new AtomicLong();
        var subscriptions = new AtomicInteger();
        Flux<Object[]> source = Flux.fromIterable(rows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .doOnRequest(asked::addAndGet)
                .doOnSubscribe(subscription -> subscriptions.incrementAndGet());

        StepVerifier.create(chunksOf(2).executeMany(INSERT, source), 1)
                .expectNextCount(1)
                .then(() -> assertThat(asked.get()).isLessThanOrEqualTo(6))
                .thenRequest(10)
                .expectNextCount(4)
                .expectComplete()
                .verify(Await.LIMIT);

        assertThat(subscriptions).hasValue(1);
        assertThat(itemIds()).hasSize(10);
    }

    @Test
    void failedChunkLeavesThoseBeforeItAndSaysHowMany() {
        items();
        var seen = new ArrayList<ChunkResult>();

        BulkException error = failure(
                BulkException.class,
                chunksOf(2)
                        .executeMany(INSERT, Flux.fromIterable(rows(1, 2, 3, 1, 5, 6)))
                        .doOnNext(seen::add));

        assertThat(error.committed()).isEqualTo(2);
        assertThat(error.unknown()).isZero();
        assertThat(error).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThat(seen).containsExactly(new ChunkResult(1, 0, 2, 2));
        assertThat(itemIds()).containsExactly(1L, 2L);
    }

    @Test
    void failedPublisherLeavesTheChunksBeforeIt() {
        items();
        Flux<Object[]> source =
                Flux.fromIterable(rows(1, 2, 3)).concatWith(Flux.error(new IllegalStateException("source")));

        BulkException error = failure(BulkException.class, chunksOf(2).executeMany(INSERT, source));

        assertThat(error.committed()).isEqualTo(2);
        assertThat(error).hasRootCauseMessage("source");
        assertThat(itemIds()).containsExactly(1L, 2L);
    }

    @Test
    void lostAnswerToACommitMarksItsChunkAsUnknown() {
        items();
        var faulty = faulty();
        Database client = open(faulty, builder -> builder.set(CoreSettings.BULK_CHUNK_SIZE, 2));
        faulty.inject(Fault.after(FaultPoint.COMMIT, "08006").at(2).losingConnection());

        BulkException error =
                failure(BulkException.class, client.executeMany(INSERT, Flux.fromIterable(rows(1, 2, 3, 4, 5))));

        assertThat(error.committed()).isEqualTo(2);
        assertThat(error.unknown()).isEqualTo(2);
        assertThat(error).hasCauseInstanceOf(AmbiguousCommitException.class);
    }

    @Test
    void chunksJoinAnOpenTransaction() {
        items();
        Database small = chunksOf(2);

        var work = small.inTransaction(tx -> small.executeMany(INSERT, Flux.fromIterable(rows(1, 2, 3)))
                .then(Flux.<Long>error(new IllegalStateException("undo")).next()));

        failure(IllegalStateException.class, work);
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void rowOfTheWrongWidthFailsAndLeavesNothing() {
        items();

        failure(ParameterException.class, db.executeMany(INSERT, List.of(new Object[] {1L, "a"}, new Object[] {2L})));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void cancellingAChunkedWriteKeepsWholeChunksOnly() {
        items();

        StepVerifier.create(chunksOf(2).executeMany(INSERT, Flux.fromIterable(rows(1, 2, 3, 4, 5, 6))), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify(Await.LIMIT);

        leaks.awaitIdle();
        assertThat(itemIds().size() % 2).isZero();
        assertThat(itemIds()).startsWith(1L, 2L);
    }
}
