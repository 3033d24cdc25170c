package dev.sluice;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The operators written by hand keep the rules of Reactive Streams, towards their subscriber and towards their source. */
class OperatorRulesTest {

    private static final long MANY = 1_000;

    private static final Duration NEVER_REACHED = Duration.ofMinutes(10);

    private static final Set<String> SENDS_TWO = Set.of(
            "required_exerciseWhiteboxHappyPath",
            "required_spec308_requestMustRegisterGivenNumberElementsToBeProduced");

    private final Timers timers = new Timers(Schedulers.parallel());

    private static Publisher<Long> ending(Flux<Long> source) {
        return new Ending<>(source, new RecordedEnds());
    }

    private Publisher<Long> limited(Flux<Long> source) {
        return Limited.of(Mono.from(source), NEVER_REACHED, timers);
    }

    /** Without what Reactor puts around a Flux to make it a Mono, which would answer to the TCK in its place. */
    private Publisher<Long> limitedDirectly(Flux<Long> source) {
        return Limited.of(Mono.fromDirect(source), NEVER_REACHED, timers);
    }

    @TestFactory
    Stream<DynamicTest> endingAsPublisher() {
        return OperatorRules.ofPublisher(OperatorRulesTest::ending, MANY);
    }

    @TestFactory
    Stream<DynamicTest> endingAsSubscriber() {
        return OperatorRules.ofSubscriber(OperatorRulesTest::ending, rule -> true);
    }

    @TestFactory
    Stream<DynamicTest> limitedAsPublisher() {
        return OperatorRules.ofPublisher(this::limited, 1);
    }

    /** Its source is a Mono: no rule that sends two values is about it. */
    @TestFactory
    Stream<DynamicTest> limitedAsSubscriber() {
        return OperatorRules.ofSubscriber(this::limitedDirectly, rule -> !SENDS_TWO.contains(rule));
    }
}
