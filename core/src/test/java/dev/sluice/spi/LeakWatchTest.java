package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

class LeakWatchTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LeakWatch watch = LeakWatch.of(Duration.ofSeconds(10), time);
    private final RecordedLog log = new RecordedLog(LeakWatch.class);

    @AfterEach
    void stop() {
        log.close();
        time.dispose();
    }

    @Test
    void reportsWhatIsHeldForTooLongOnceAndItsReturn() {
        Disposable held = watch.watch(watch.here(() -> "The thing"));

        time.advanceTimeBy(Duration.ofMillis(9_999));
        assertThat(log.lines()).isEmpty();

        time.advanceTimeBy(Duration.ofMillis(1));
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(log.lines())
                .containsExactly("WARN The thing has been held for 10000 ms, longer than leakDetectionThreshold allows"
                        + " (10000 ms); see that it ends on every path, or raise the threshold");
        assertThat(log.trace(0)).contains("reportsWhatIsHeldForTooLongOnceAndItsReturn");

        held.dispose();
        held.dispose();
        assertThat(held.isDisposed()).isTrue();
        assertThat(log.lines())
                .hasSize(2)
                .last()
                .isEqualTo("INFO The thing that was reported as held for too long is back after 3610000 ms");
    }

    @Test
    void saysNothingOfWhatIsBackInTime() {
        watch.watch(watch.here(() -> "The thing")).dispose();

        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void capturesAndSchedulesNothingWhenItIsOff() {
        LeakWatch off = LeakWatch.of(Duration.ZERO, time);

        LeakWatch.Origin here = off.here(() -> {
            throw new AssertionError("nobody needs to know");
        });

        assertThat(here).isNull();
        assertThat(off.watch(here).isDisposed()).isTrue();
        assertThat(time.getScheduledTaskCount()).isZero();
    }
}
