package dev.sluice.sqlite.streams;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;

/**
 * The rules of Reactive Streams for one publisher, as its TCK has them, a test for each. Elements are numbers, so that the
 * TCK's own checks of order mean something.
 */
abstract class PublisherRules extends PublisherVerification<Long> {

    /** How long a signal may take, on a machine where other builds run; a test that passes does not wait for it. */
    private static final long PATIENCE = 10_000;

    /** How long a signal must stay away to count as absent. */
    private static final long SILENCE = 50;

    private static final long BETWEEN_LOOKS = 10;

    private static final long COLLECTED_AFTER = 200;

    /** While it is asked how many elements a rule needs, instead of being verified. */
    private boolean asking;

    private long needed;

    PublisherRules() {
        super(new TestEnvironment(PATIENCE, SILENCE, BETWEEN_LOOKS), COLLECTED_AFTER);
    }

    /** Every rule that the TCK can verify on a stream of this length. */
    final Stream<DynamicTest> tests() {
        return Arrays.stream(getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                // These hold no check at all.
                .filter(method -> !method.getName().startsWith("untested_"))
                .filter(this::isOurs)
                .filter(method -> elementsNeededBy(method) <= maxElementsFromPublisher())
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> verify(method)));
    }

    private long elementsNeededBy(Method rule) {
        asking = true;
        needed = 0;
        try {
            rule.invoke(this);
        } catch (InvocationTargetException asked) {
            // Thrown below, in place of the check.
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        } finally {
            asking = false;
        }
        return needed;
    }

    @Override
    public void activePublisherTest(long elements, boolean completes, PublisherTestRun<Long> check) throws Throwable {
        if (asking) {
            needed = elements;
            throw new SkipException("Only asked");
        }
        super.activePublisherTest(elements, completes, check);
    }

    @Override
    public void optionalActivePublisherTest(long elements, boolean completes, PublisherTestRun<Long> check)
            throws Throwable {
        if (asking) {
            needed = elements;
            throw new SkipException("Only asked");
        }
        super.optionalActivePublisherTest(elements, completes, check);
    }

    @Override
    public void whenHasErrorPublisherTest(PublisherTestRun<Long> check) throws Throwable {
        if (!asking) {
            super.whenHasErrorPublisherTest(check);
        }
    }

    /** False for rules that the publisher leaves to somebody else. */
    boolean isOurs(Method rule) {
        return true;
    }

    private void verify(Method rule) throws Throwable {
        setUp();
        try {
            rule.invoke(this);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof SkipException skipped
                    ? new TestAbortedException(skipped.getMessage())
                    : thrown.getCause();
        }
    }
}
