package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Whatever moment a caller cancels at: each connection is ended once, closed once, and not used after that. */
class CancellationStressTest {

    private static final int ROUNDS = 1_000;

    private final Scheduler driverThreads = Schedulers.newParallel("driver", 4);
    private final FakeDriver driver = new FakeDriver().answerOn(driverThreads);
    private final Database db = Database.builder(driver)
            .environment(new Environment(Clock.systemUTC(), Schedulers.parallel(), () -> 0))
            .open();

    /** A statement that begins while its caller goes is refused, and nobody is left to hear of it. */
    @BeforeEach
    void expectLateRefusals() {
        Hooks.onErrorDropped(late -> {});
    }

    @AfterEach
    void stop() {
        Hooks.resetOnErrorDropped();
        driverThreads.dispose();
    }

    @RepeatedTest(2)
    void transactionsEndOnceAndGiveTheirConnectionBack() {
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);
        cancelSoon(db.inTransaction(tx -> Mono.when(db.execute("A"), db.execute("B"))
                .then(db.inTransaction(nested, inner -> db.execute("C")))
                .then(db.execute("D"))));

        assertThat(driver.connections).allSatisfy(CancellationStressTest::endsOnce);
    }

    @RepeatedTest(2)
    void statementsGiveTheirConnectionBack() {
        cancelSoon(db.execute("A"));

        assertThat(driver.connections)
                .allSatisfy(connection ->
                        assertThat(connection.calls()).endsWith("CLOSE").containsOnlyOnce("CLOSE"));
    }

    @RepeatedTest(2)
    void deadlinesThatMeetTheirConnectionGiveItBack() {
        var soon = TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(1)).withRetry(RetryPolicy.NONE);
        cancelSoon(db.inTransaction(soon, tx -> db.execute("A")));

        assertThat(driver.connections).allSatisfy(CancellationStressTest::endsOnce);
    }

    private void cancelSoon(Mono<?> work) {
        for (int round = 0; round < ROUNDS; round++) {
            Disposable caller = work.subscribe(value -> {}, error -> {});
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MICROSECONDS.toNanos(200)));
            caller.dispose();
        }
        db.close(Duration.ofSeconds(10)).block(Duration.ofSeconds(20));
        assertThat(driver.open()).isZero();
        assertThat(db.stats().inFlight()).isZero();
    }

    private static void endsOnce(FakeConnection connection) {
        // A BEGIN that its cancellation met goes to a connection that is thrown away, and may be noted late.
        List<String> calls = connection.calls().stream()
                .filter(call -> !call.equals("BEGIN"))
                .toList();
        assertThat(connection.calls().indexOf("ROLLBACK"))
                .satisfiesAnyOf(
                        rollback -> assertThat(rollback).isNegative(),
                        rollback ->
                                assertThat(connection.calls().indexOf("BEGIN")).isLessThan(rollback));
        assertThat(calls).endsWith("CLOSE").containsOnlyOnce("CLOSE");
        long ends = calls.stream()
                .filter(call -> call.equals("COMMIT") || call.equals("ROLLBACK"))
                .count();
        assertThat(ends).as("%s", calls).isLessThanOrEqualTo(1);
        int end = Math.max(calls.indexOf("COMMIT"), calls.indexOf("ROLLBACK"));
        if (end >= 0) {
            assertThat(calls.subList(end + 1, calls.size())).containsExactly("CLOSE");
        }
    }
}
