package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void doublesTheBoundOfTheWaitUpToTheMaximum() {
        RetryPolicy policy = RetryPolicy.DEFAULT;

        assertThat(policy.backoff(1, 0.999_999)).isBetween(Duration.ofMillis(9), Duration.ofMillis(10));
        assertThat(policy.backoff(2, 0.999_999)).isBetween(Duration.ofMillis(19), Duration.ofMillis(20));
        assertThat(policy.backoff(5, 0.999_999)).isBetween(Duration.ofMillis(159), Duration.ofMillis(160));
        assertThat(policy.backoff(9, 0.999_999)).isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        assertThat(policy.backoff(100, 0.999_999)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void drawsTheWaitFromZeroOn() {
        assertThat(RetryPolicy.DEFAULT.backoff(3, 0)).isZero();
        assertThat(RetryPolicy.DEFAULT.backoff(3, 0.5)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.DEFAULT.withMaxAttempts(0))
                .withMessage("maxAttempts must be >= 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)));
    }
}
