package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class KnownDeviationsTest {

    static class Deviating {

        @RegisterExtension
        final KnownDeviations deviations = new KnownDeviations("Planted", Map.of("fails", "why", "passes", "why once"));

        @Test
        void fails() {
            throw new AssertionError("as declared");
        }

        @Test
        void passes() {}

        @Test
        void undeclared() {}
    }

    private static Events run() {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(Deviating.class))
                .execute()
                .testEvents();
    }

    private static String message(Events events) {
        TestExecutionResult result =
                events.stream().findFirst().orElseThrow().getRequiredPayload(TestExecutionResult.class);
        return Objects.toString(result.getThrowable().orElse(null));
    }

    @Test
    void declaredFailureIsReportedAsSkippedWithItsReason() {
        assertThat(message(run().aborted())).contains("Known deviation of Planted: why");
    }

    @Test
    void declaredFailureThatPassesIsAFailure() {
        assertThat(message(run().failed())).contains("remove the declaration").contains("why once");
    }

    @Test
    void otherTestsRunAsEver() {
        run().assertStatistics(statistics ->
                statistics.started(3).succeeded(1).aborted(1).failed(1));
    }
}
