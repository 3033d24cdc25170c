package dev.sluice.testkit;

import java.util.List;
import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes that are planted inside others, some of which must fail. */
final class Planted {

    private Planted() {}

    static Events run(Class<?> planted) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(planted))
                .execute()
                .testEvents();
    }

    /** The messages of the tests that failed. */
    static List<String> failures(Class<?> planted) {
        return run(planted)
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> Objects.toString(result.getThrowable().orElse(null)))
                .toList();
    }
}
