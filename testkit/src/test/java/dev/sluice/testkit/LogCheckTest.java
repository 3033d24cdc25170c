package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

class LogCheckTest {

    abstract static class Logging {

        @RegisterExtension
        final LogCheck logs = new LogCheck();

        static void warn(String message) {
            LoggerFactory.getLogger("dev.sluice.planted").warn(message);
        }
    }

    static class Quiet extends Logging {

        @Test
        void logsBelowWarn() {
            LoggerFactory.getLogger("dev.sluice.planted").info("harmless {}", 1);
            assertThat(logs.everything()).contains("INFO dev.sluice.planted: harmless 1");
        }
    }

    static class Warning extends Logging {

        @Test
        void warns() {
            warn("a surprise");
        }
    }

    static class ExpectedWarning extends Logging {

        @Test
        void warns() {
            logs.expectWarning("a surprise");
            warn("not really a surprise");
        }
    }

    static class MissingWarning extends Logging {

        @Test
        void doesNotWarn() {
            logs.expectWarning("what never comes");
        }
    }

    static class DroppedError extends Logging {

        @Test
        void dropsAnError() {
            Operators.onErrorDropped(new IllegalStateException("nobody took it"), Context.empty());
        }
    }

    @Test
    void passesTestsThatLogNothingOrWhatTheyExpect() {
        Planted.run(Quiet.class)
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
        Planted.run(ExpectedWarning.class)
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }

    @Test
    void failsATestThatWarns() {
        assertThat(Planted.failures(Warning.class))
                .singleElement()
                .asString()
                .contains("WARN dev.sluice.planted: a surprise");
    }

    @Test
    void failsATestWhoseExpectedWarningDoesNotCome() {
        assertThat(Planted.failures(MissingWarning.class))
                .singleElement()
                .asString()
                .contains("what never comes");
    }

    @Test
    void failsATestDuringWhichReactorDroppedAnError() {
        assertThat(Planted.failures(DroppedError.class))
                .singleElement()
                .asString()
                .contains("nobody took it");
    }
}
