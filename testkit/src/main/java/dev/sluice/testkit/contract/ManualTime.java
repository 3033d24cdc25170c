package dev.sluice.testkit.contract;

import dev.sluice.spi.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Time that stands still until a test moves it on, and chance that always draws the same. */
final class ManualTime {

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

    /** An environment in this time. */
    Environment environment() {
        return new Environment(new SchedulerClock(scheduler), scheduler, () -> 0.999);
    }

    void advance(Duration duration) {
        scheduler.advanceTimeBy(duration);
    }

    private static final class SchedulerClock extends Clock {

        private final VirtualTimeScheduler scheduler;

        SchedulerClock(VirtualTimeScheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
        }
    }
}
