package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A database on a scripted driver, in a time that only the test moves. */
abstract class FaultTest {

    static final TransactionOptions AT_ONCE =
            TransactionOptions.DEFAULT.withRetry(new RetryPolicy(5, Duration.ZERO, Duration.ZERO));

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final FakeDriver driver = new FakeDriver();
    final Database db = builder().open();

    DatabaseBuilder builder() {
        return Database.builder(driver).environment(new Environment(new VirtualClock(), time, () -> 0));
    }

    @AfterEach
    void everyConnectionIsBackAndNothingIsInFlight() {
        time.dispose();
        assertThat(driver.open())
                .as("open connections after %s", driver.calls())
                .isZero();
        assertThat(db.stats().inFlight()).isZero();
    }

    /** The value of what must have ended by now. */
    static <T> T value(Mono<T> work) {
        CompletableFuture<T> result = work.toFuture();
        assertThat(result).isDone();
        return result.join();
    }

    /** The failure of what must have ended by now. */
    static <E extends Throwable> E failure(Class<E> type, Mono<?> work) {
        return failure(type, work.toFuture());
    }

    static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> result) {
        assertThat(result).isCompletedExceptionally();
        try {
            result.join();
            throw new AssertionError("succeeded");
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    private final class VirtualClock extends Clock {

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
