package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.spi.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class TimersTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Timers timers = new Timers(time);
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    private Disposable after(Duration delay, String name) {
        return timers.after(delay, () -> ran.add(name));
    }

    @Test
    void runsEachWhenItsTimeHasCome() {
        after(Duration.ofSeconds(3), "third");
        after(Duration.ofSeconds(1), "first");
        after(Duration.ofSeconds(2), "second");

        time.advanceTimeBy(Duration.ofMillis(999));
        assertThat(ran).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(ran).containsExactly("first");
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void runsNothingThatWasTakenBack() {
        after(Duration.ofSeconds(1), "kept");
        after(Duration.ofSeconds(1), "taken back").dispose();

        time.advanceTimeBy(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("kept");
    }

    @Test
    void runsALaterOneAfterTheEarliestWasTakenBack() {
        after(Duration.ofSeconds(2), "later");
        after(Duration.ofSeconds(1), "earlier").dispose();

        time.advanceTimeBy(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("later");
    }

    @Test
    void waitsForAnyDurationWithoutOverflow() {
        after(Duration.ofNanos(Long.MAX_VALUE), "nanos");
        after(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), "seconds");
        after(Duration.ofSeconds(1), "soon");

        time.advanceTimeBy(Duration.ofDays(365));

        assertThat(ran).containsExactly("soon");
    }

    @Test
    void runsAtOnceWhatIsLateAlready() {
        after(Duration.ofSeconds(Long.MIN_VALUE), "long ago");
        after(Duration.ofNanos(-1), "just now");
        after(Duration.ZERO, "now");

        time.advanceTimeBy(Duration.ZERO);

        assertThat(ran).containsExactlyInAnyOrder("long ago", "just now", "now");
    }

    /** A clock of nanoseconds may begin anywhere, and it may pass the largest number there is. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE, -1, 4_000_000_000_000_000_000L})
    void countsByWhateverClock(long origin) {
        var shifted = new Timers(new ShiftedClock(time, origin));
        shifted.after(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        shifted.after(Duration.ofSeconds(2), () -> ran.add("second"));
        shifted.after(Duration.ofSeconds(1), () -> ran.add("first"));

        time.advanceTimeBy(Duration.ofSeconds(1));
        shifted.after(Duration.ofSeconds(2), () -> ran.add("third"));
        assertThat(ran).containsExactly("first");
        time.advanceTimeBy(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void goesOnWhenATaskThrowsAnError() throws InterruptedException {
        Scheduler thread = Schedulers.newSingle("timers-test", true);
        var threads = new CountDownLatch(2);
        var first = new AtomicReference<Thread>();
        var second = new AtomicReference<Thread>();
        try (var log = new RecordedLog(Timers.class)) {
            var real = new Timers(thread);
            real.after(Duration.ofMillis(1), () -> {
                first.set(Thread.currentThread());
                threads.countDown();
                throw new StackOverflowError("planted");
            });
            real.after(Duration.ofMillis(1), () -> {
                second.set(Thread.currentThread());
                threads.countDown();
            });

            assertThat(threads.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.get()).isSameAs(first.get());
            assertThat(log.lines()).singleElement().asString().startsWith("WARN");
        } finally {
            thread.dispose();
        }
    }

    @Test
    void keepsNothingThatItsSchedulerRefuses() {
        time.dispose();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> after(Duration.ofSeconds(1), "refused"));
        // The second is refused as well, instead of waiting for a run of the first that never comes.
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> after(Duration.ofSeconds(2), "refused"));
    }

    /** Another scheduler whose clock began elsewhere. */
    private record ShiftedClock(Scheduler scheduler, long origin) implements Scheduler {

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(origin + scheduler.now(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return scheduler.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return scheduler.schedule(task, delay, unit);
        }

        @Override
        public Worker createWorker() {
            return scheduler.createWorker();
        }
    }
}
