package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.error.LockTimeoutException;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Two processes on one file, of which only one can write at a time. */
final class TwoProcessesTest {

    private static final String COUNT = "SELECT count(*) FROM entry WHERE work = '" + LockHolder.WORK + "'";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("shared.db");
    }

    private Database open(String options) {
        Database database = leaks.watch(Database.open(Works.url(file) + options));
        Await.value(load(database, (word, text) -> {}).create());
        return database;
    }

    private static WriteLoad load(Database database, BiConsumer<String, String> said) {
        return new WriteLoad(database, "parent", said);
    }

    @Test
    void bothWriteAllTheTimeAndNothingIsLostOnEitherSide() {
        Database database = open("");
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        var load = load(database, (word, text) -> (word.equals("ack") ? acknowledged : failed).add(text));
        try (var child = ChildJvm.start(folder, WriteLoad.class, Works.url(file), "child", "8")) {
            child.awaitSaid("ack", 20);
            Mono<Void> running = load.write(8).cache();
            running.subscribe();
            int before = child.said("ack").size();
            child.await(
                    "300 works of each",
                    () -> acknowledged.size() >= 300 && child.said("ack").size() >= before + 300);
            load.stop();
            Await.value(running);
            child.stop();

            assertThat(failed).isEmpty();
            assertThat(child.said("failed")).isEmpty();
            List<String> both = new ArrayList<>(child.said("ack"));
            both.addAll(acknowledged);
            Works.assertNothingLost(database, both, "two processes");
        }
    }

    @Test
    void aWriteWaitsForTheOtherProcessAndReadsDoNot() {
        Database database = open("?lockWaitTimeout=60s&retryAttempts=1");
        try (var child = ChildJvm.start(folder, LockHolder.class, file.toString())) {
            child.awaitSaid("held", 1);
            Future<Long> write = database.execute("INSERT INTO entry VALUES ('[waits]', 0, 1)")
                    .toFuture();
            assertThat(Await.value(database.fetchValue(Long.class, COUNT))).isZero();
            assertThat(write).isNotDone();
            child.stop();
            Await.until("the write has the lock", write::isDone);
            Works.assertNothingLost(database, List.of("[waits]", LockHolder.WORK), "waited");
        }
    }

    @Test
    void aLockThatIsHeldForLongFailsWritesByNameAndHarmsNobody() {
        Database database = open("?lockWaitTimeout=100ms&retryAttempts=2&retryBackoffMax=20ms");
        try (var child = ChildJvm.start(folder, LockHolder.class, file.toString())) {
            child.awaitSaid("held", 1);
            Mono<Long> write = database.execute("INSERT INTO entry VALUES ('[late]', 0, 1)");
            for (Mono<Long> refused : List.of(write, database.inTransaction(transaction -> write))) {
                StepVerifier.create(refused)
                        .expectErrorSatisfies(failure -> assertThat(failure)
                                .isInstanceOf(LockTimeoutException.class)
                                .hasMessageContaining("lockWaitTimeout"))
                        .verify(Await.LIMIT);
            }
            child.stop();
            assertThat(Await.value(write)).isOne();
            Works.assertNothingLost(database, List.of("[late]", LockHolder.WORK), "late");
        }
    }

    @Test
    void aProcessThatIsKilledLeavesNoLockAndNoTraceOfItsTransaction() {
        Database database = open("?lockWaitTimeout=60s");
        try (var child = ChildJvm.start(folder, LockHolder.class, file.toString())) {
            child.awaitSaid("held", 1);
            child.kill();
            assertThat(Await.value(database.execute("INSERT INTO entry VALUES ('[heir]', 0, 1)")))
                    .isOne();
            assertThat(Await.value(database.fetchValue(Long.class, COUNT))).isZero();
        }
    }
}
