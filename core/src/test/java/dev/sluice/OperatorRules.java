package dev.sluice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import reactor.core.publisher.Flux;

/**
 * The rules of Reactive Streams for an operator, as their TCK has them, a test for each: those of publishers for what it
 * is to its subscriber, those of subscribers for what it is to its source.
 */
final class OperatorRules {

    /** How long a signal may take, on a machine where other builds run; a test that passes does not wait for it. */
    private static final long PATIENCE = 10_000;

    /** How long a signal must stay away to count as absent. */
    private static final long SILENCE = 50;

    private static final long BETWEEN_LOOKS = 10;

    private static final long COLLECTED_AFTER = 200;

    private OperatorRules() {}

    /** The operator on sources of 0 to {@code most} numbers. */
    static Stream<DynamicTest> ofPublisher(Function<Flux<Long>, Publisher<Long>> operator, long most) {
        var rules = new Downstream(operator, most);
        return tests(rules, rule -> rules.elementsNeededBy(rule) <= most);
    }

    /** The operator between the TCK's source and a subscriber that does what the TCK wants. */
    static Stream<DynamicTest> ofSubscriber(
            Function<Flux<Long>, Publisher<Long>> operator, Predicate<String> isItsOwn) {
        return tests(new Upstream(operator), rule -> isItsOwn.test(rule.getName()));
    }

    private static Stream<DynamicTest> tests(Object rules, Predicate<Method> isOurs) {
        return Arrays.stream(rules.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                // These hold no check at all.
                .filter(method -> !method.getName().startsWith("untested_"))
                .filter(isOurs)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> verify(rules, method)));
    }

    private static void verify(Object rules, Method rule) throws Throwable {
        try {
            if (rules instanceof Upstream upstream) {
                upstream.verify(rule);
            } else {
                rule.invoke(rules);
            }
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof SkipException skipped
                    ? new TestAbortedException(skipped.getMessage())
                    : thrown.getCause();
        }
    }

    private static TestEnvironment environment() {
        return new TestEnvironment(PATIENCE, SILENCE, BETWEEN_LOOKS);
    }

    /** Public for the TCK's methods to be found by reflection. */
    public static final class Downstream extends PublisherVerification<Long> {

        private final Function<Flux<Long>, Publisher<Long>> operator;
        private final long most;

        /** While it is asked how many elements a rule needs, instead of being verified. */
        private boolean asking;

        private long needed;

        Downstream(Function<Flux<Long>, Publisher<Long>> operator, long most) {
            super(environment(), COLLECTED_AFTER);
            this.operator = operator;
            this.most = most;
        }

        @Override
        public Publisher<Long> createPublisher(long elements) {
            return operator.apply(StrictNumbers.to(elements));
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return operator.apply(Flux.error(new IllegalStateException("planted")));
        }

        @Override
        public long maxElementsFromPublisher() {
            return most;
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
        public void activePublisherTest(long elements, boolean completes, PublisherTestRun<Long> check)
                throws Throwable {
            answer(elements);
            setUp();
            super.activePublisherTest(elements, completes, check);
        }

        @Override
        public void optionalActivePublisherTest(long elements, boolean completes, PublisherTestRun<Long> check)
                throws Throwable {
            answer(elements);
            setUp();
            super.optionalActivePublisherTest(elements, completes, check);
        }

        private void answer(long elements) {
            if (asking) {
                needed = elements;
                throw new SkipException("Only asked");
            }
        }

        @Override
        public void whenHasErrorPublisherTest(PublisherTestRun<Long> check) throws Throwable {
            if (!asking) {
                setUp();
                super.whenHasErrorPublisherTest(check);
            }
        }
    }

    /** Public for the TCK's methods to be found by reflection. */
    public static final class Upstream extends SubscriberWhiteboxVerification<Long> {

        private final Function<Flux<Long>, Publisher<Long>> operator;

        Upstream(Function<Flux<Long>, Publisher<Long>> operator) {
            super(environment());
            this.operator = operator;
        }

        /** The TCK's own source needs threads. */
        void verify(Method rule) throws Throwable {
            startPublisherExecutorService();
            try {
                setUp();
                rule.invoke(this);
            } finally {
                shutdownPublisherExecutorService();
            }
        }

        @Override
        public Subscriber<Long> createSubscriber(WhiteboxSubscriberProbe<Long> probe) {
            var source = new CapturedSource();
            operator.apply(Flux.from(source)).subscribe(new Probed(probe));
            return source.subscriber;
        }

        @Override
        public Long createElement(int element) {
            return (long) element;
        }
    }

    /** Hands out the operator's own subscriber, for the TCK to signal to. */
    private static final class CapturedSource implements Publisher<Long> {

        private Subscriber<Long> subscriber;

        @Override
        @SuppressWarnings("unchecked")
        public void subscribe(Subscriber<? super Long> operator) {
            subscriber = (Subscriber<Long>) operator;
        }
    }

    /** Tells the TCK of each signal and asks and cancels as it wants. */
    private record Probed(WhiteboxSubscriberProbe<Long> probe) implements Subscriber<Long> {

        @Override
        public void onSubscribe(Subscription subscription) {
            probe.registerOnSubscribe(new SubscriberPuppet() {
                @Override
                public void triggerRequest(long elements) {
                    subscription.request(elements);
                }

                @Override
                public void signalCancel() {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(Long number) {
            probe.registerOnNext(Objects.requireNonNull(number));
        }

        @Override
        public void onError(Throwable failure) {
            probe.registerOnError(Objects.requireNonNull(failure));
        }

        @Override
        public void onComplete() {
            probe.registerOnComplete();
        }
    }
}
