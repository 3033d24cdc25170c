package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final TestClock clock = new TestClock();

    @Test
    void runsEmptyAndIsRefilledByTime() {
        var budget = new RetryBudget(0, 10, clock);
        drain(budget);

        clock.advance(Duration.ofMillis(100));

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void isRefilledByCommits() {
        var budget = new RetryBudget(0.2, 10, clock);
        drain(budget);
        for (int i = 0; i < 4; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isFalse();

        budget.earn();

        assertThat(budget.spend()).isTrue();
    }

    @Test
    void savesNoMoreThanTenSecondsWorth() {
        var budget = new RetryBudget(0, 10, clock);
        clock.advance(Duration.ofDays(1));

        assertThat(drain(budget)).isEqualTo(100);
    }

    @Test
    void losesNothingWhenTheClockIsSetBack() {
        var budget = new RetryBudget(0, 10, clock);
        clock.advance(Duration.ofHours(-1));

        assertThat(drain(budget)).isEqualTo(100);
    }

    @Test
    void givesEachTokenOnceToManyThreads() {
        var budget = new RetryBudget(0, 1_000, clock);

        int spent =
                IntStream.range(0, 4).parallel().map(thread -> drain(budget)).sum();

        assertThat(spent).isEqualTo(10_000);
    }

    private static int drain(RetryBudget budget) {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.EPOCH;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
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
