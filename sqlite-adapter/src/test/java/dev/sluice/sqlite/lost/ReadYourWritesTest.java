package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.TransactionOptions;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LeakCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A read that starts after a write was acknowledged sees it, whichever connection serves it and whatever else goes on. */
final class ReadYourWritesTest {

    private static final int CHAINS = 64;
    private static final int TIMES = 1_000_000;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @TempDir
    Path folder;

    /** The value of each cell that was acknowledged last. */
    private final AtomicLongArray acknowledged = new AtomicLongArray(CHAINS);

    private Database database;

    @BeforeEach
    void open() {
        String options = "?synchronous=normal&fetchChunk=16&maxSnapshotAge=1h";
        database = leaks.watch(Database.open(Works.url(folder.resolve("cells.db")) + options));
        Await.value(database.execute("CREATE TABLE cell (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)"));
        List<Integer> ids = IntStream.range(0, CHAINS).boxed().toList();
        Await.value(database.executeMany(
                "INSERT INTO cell(id, value) VALUES (?, 0)",
                ids.stream().map(List::of).toList()));
    }

    @Test
    void aReadThatStartsAfterAWriteWasAcknowledgedSeesIt() {
        List<Parked> parked = Stream.generate(this::park).limit(3).toList();
        Long checked = Flux.range(0, CHAINS)
                .flatMap(
                        chain -> Flux.range(1, TIMES / CHAINS).concatMap(value -> writeThenRead(chain, value), 1),
                        CHAINS)
                .count()
                .block(Duration.ofMinutes(5));
        parked.forEach(BaseSubscriber::cancel);
        assertThat(checked).isEqualTo(TIMES / CHAINS * CHAINS);
    }

    private Mono<Long> writeThenRead(int chain, int value) {
        return database.execute("UPDATE cell SET value = ? WHERE id = ?", value, chain)
                .doOnSuccess(done -> acknowledged.set(chain, value))
                .then(Mono.defer(() -> readAfter(value % 4 == 0 ? (chain + value) % CHAINS : chain, value)));
    }

    /** Reads a cell, its own or another's, which must not be older than what was acknowledged before. */
    private Mono<Long> readAfter(int cell, int turn) {
        long least = acknowledged.get(cell);
        Mono<Long> read = database.fetchValue(Long.class, "SELECT value FROM cell WHERE id = ?", cell);
        Mono<Long> routed = turn % 16 == 7
                ? database.inTransaction(TransactionOptions.DEFAULT.withReadOnly(), transaction -> read)
                : read;
        return routed.doOnNext(value -> assertThat(value).isGreaterThanOrEqualTo(least));
    }

    /** A result whose reader has gone for a while: its connection keeps an old snapshot, which nobody else may see. */
    private Parked park() {
        var parked = new Parked();
        database.fetchAll(Long.class, "SELECT value FROM cell").subscribe(parked);
        return parked;
    }

    private static final class Parked extends BaseSubscriber<Long> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }
    }
}
