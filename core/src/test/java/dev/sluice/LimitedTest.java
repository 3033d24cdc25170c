package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.util.RaceTestUtils;

@Timeout(20)
class LimitedTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Timers timers = new Timers(time);

    @AfterEach
    void stop() {
        time.dispose();
    }

    private <T> Mono<T> limited(Mono<T> source) {
        return Limited.of(source, LIMIT, timers);
    }

    @Test
    void passesWhatComesInTime() {
        StepVerifier.create(limited(Mono.just(1))).expectNext(1).verifyComplete();
        StepVerifier.create(limited(Mono.empty())).verifyComplete();
        StepVerifier.create(limited(Mono.error(new IllegalStateException("planted"))))
                .verifyErrorMessage("planted");
    }

    @Test
    void failsAndCancelsWhatIsLate() {
        TestPublisher<Integer> source = TestPublisher.create();

        StepVerifier.create(limited(source.mono()))
                .then(() -> time.advanceTimeBy(LIMIT.minusNanos(1)))
                .then(source::assertNotCancelled)
                .then(() -> time.advanceTimeBy(Duration.ofNanos(1)))
                .verifyError(TimeoutException.class);

        source.assertCancelled();
    }

    @Test
    void completesEmptyWhenToldTo() {
        StepVerifier.create(new Limited<>(Mono.never(), LIMIT, timers, () -> null))
                .then(() -> time.advanceTimeBy(LIMIT))
                .verifyComplete();
    }

    @Test
    void failsWithWhatGoesWrongInMakingTheFailure() {
        StepVerifier.create(new Limited<>(Mono.never(), LIMIT, timers, () -> {
                    throw new IllegalStateException("planted");
                }))
                .then(() -> time.advanceTimeBy(LIMIT))
                .verifyErrorMessage("planted");
    }

    @Test
    void endsWhatIsSlowInSubscribe() {
        List<String> signals = new ArrayList<>();
        Mono<Integer> slow = Mono.from(subscriber -> {
            time.advanceTimeBy(LIMIT);
            signals.add("subscribed");
            subscriber.onSubscribe(new Recorded(signals));
        });

        limited(slow).subscribe(value -> signals.add("value"), error -> signals.add("failed"));

        assertThat(signals).containsExactly("failed", "subscribed", "cancel");
    }

    /** However long the limit, a subscription that takes that long is not given as much again. */
    @Test
    void countsTheTimeThatSubscribingTakes() {
        List<String> signals = new ArrayList<>();
        Mono<Integer> slow = Mono.<Integer>never().doFirst(() -> time.advanceTimeBy(LIMIT.minusSeconds(1)));

        limited(slow).subscribe(value -> signals.add("value"), error -> signals.add("failed"));
        assertThat(signals).isEmpty();
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(signals).containsExactly("failed");
    }

    @Test
    void cancelsASourceThatAnswersAfterTheCancellation() {
        List<String> signals = new ArrayList<>();
        var captured = new Captured();
        var subscriber = new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnError(Throwable failure) {
                signals.add("failed");
            }
        };
        limited(captured).subscribe(subscriber);

        subscriber.cancel();
        captured.subscriber.onSubscribe(new Recorded(signals));
        time.advanceTimeBy(LIMIT);

        assertThat(signals).containsExactly("cancel");
    }

    @Test
    void keepsDemandForASourceThatAnswersLate() {
        List<String> signals = new ArrayList<>();
        var captured = new Captured();
        limited(captured).subscribe(new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
                subscription.request(Long.MAX_VALUE);
            }
        });

        captured.subscriber.onSubscribe(new Recorded(signals));

        assertThat(signals).containsExactly("request " + Long.MAX_VALUE);
    }

    @Test
    void leavesASourceAloneThatNobodyWantsAnyMore() {
        List<String> signals = new ArrayList<>();
        Mono<Integer> source = Mono.just(1).doOnSubscribe(subscription -> signals.add("subscribed"));
        limited(source).subscribe(new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });
        limited(source).subscribe(new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(0);
            }

            @Override
            protected void hookOnError(Throwable failure) {
                signals.add(failure.getClass().getSimpleName());
            }
        });

        assertThat(signals).containsExactly("IllegalArgumentException");
    }

    @Test
    void failsOnDemandThatIsNotPositive() {
        for (long wrong : new long[] {0, -1, -2, Long.MIN_VALUE}) {
            TestPublisher<Integer> source = TestPublisher.create();

            StepVerifier.create(limited(source.mono()), 0)
                    .consumeSubscriptionWith(subscription -> subscription.request(wrong))
                    .verifyError(IllegalArgumentException.class);

            source.assertWasNotSubscribed();
        }
    }

    @Test
    void failsOnDemandThatIsNotPositiveBeforeTheSourceAnswers() {
        List<String> signals = new ArrayList<>();
        for (long wrong : new long[] {0, -1, -2}) {
            var captured = new Captured();
            Subscription[] demand = new Subscription[1];
            limited(captured).subscribe(new BaseSubscriber<Integer>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    demand[0] = subscription;
                }

                @Override
                protected void hookOnError(Throwable failure) {
                    signals.add(failure.getClass().getSimpleName());
                }
            });
            demand[0].request(wrong);
            captured.subscriber.onSubscribe(new Recorded(signals));
        }

        assertThat(signals)
                .containsExactly(
                        "IllegalArgumentException",
                        "cancel",
                        "IllegalArgumentException",
                        "cancel",
                        "IllegalArgumentException",
                        "cancel");
    }

    @Test
    void failsWhenThereIsNoTimerAnyMore() {
        List<String> signals = new ArrayList<>();
        time.dispose();

        limited(Mono.just(1).doOnSubscribe(subscription -> signals.add("subscribed")))
                .subscribe(value -> signals.add("value"), error -> signals.add("failed"));

        assertThat(signals).containsExactly("failed");
    }

    @Test
    void passesTheContextToTheSource() {
        StepVerifier.create(limited(Mono.deferContextual(context -> Mono.just(context.<String>get("key"))))
                        .contextWrite(context -> context.put("key", "value")))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void dropsWhatComesAfterItsEnd() {
        var captured = new Captured();

        StepVerifier.create(limited(captured))
                .then(() -> captured.subscriber.onSubscribe(Operators.emptySubscription()))
                .then(() -> time.advanceTimeBy(LIMIT))
                .then(() -> {
                    captured.subscriber.onNext(1);
                    captured.subscriber.onError(new IllegalStateException("planted"));
                })
                .expectError(TimeoutException.class)
                .verifyThenAssertThat()
                .hasDropped(1)
                .hasDroppedErrorWithMessage("planted");
    }

    @Test
    void answersScansAsReactorsOperatorsDo() {
        TestPublisher<Integer> source = TestPublisher.create();
        Mono<Integer> limited = limited(source.mono());
        var scanned = new AtomicReference<Scannable>();
        var subscriber = new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                scanned.set(Scannable.from(subscription));
            }
        };
        limited.subscribe(subscriber);
        Scannable operator = scanned.get();

        assertThat(Scannable.from(limited).scan(Attr.PARENT)).isNotNull();
        assertThat(Scannable.from(limited).scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
        assertThat(operator.scan(Attr.PARENT)).isNotNull();
        assertThat(operator.scanUnsafe(Attr.ACTUAL)).isSameAs(subscriber);
        assertThat(operator.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
        assertThat(operator.scan(Attr.TERMINATED)).isFalse();
        assertThat(operator.scan(Attr.CANCELLED)).isFalse();

        subscriber.request(1);
        source.emit(1);

        assertThat(operator.scan(Attr.TERMINATED)).isTrue();
        assertThat(operator.scan(Attr.CANCELLED)).isFalse();
    }

    /** The three ends at once: one of them wins, and the source is either heard or cancelled. */
    @Test
    void endsOnceHoweverItsEndsMeet() {
        for (int round = 0; round < 2_000; round++) {
            List<String> signals = Collections.synchronizedList(new ArrayList<>());
            List<String> upstream = Collections.synchronizedList(new ArrayList<>());
            var captured = new Captured();
            var subscriber = new Racing(signals);
            limited(captured).subscribe(subscriber);

            RaceTestUtils.race(
                    () -> {
                        captured.subscriber.onSubscribe(new Recorded(upstream));
                        captured.subscriber.onNext(1);
                    },
                    () -> time.advanceTimeBy(LIMIT),
                    () -> subscriber.subscription.cancel());

            assertThat(signals).hasSizeLessThanOrEqualTo(1);
            if (!signals.contains("value")) {
                assertThat(upstream).contains("cancel");
            }
        }
    }

    /** A source that answers when the test wants. */
    private static final class Captured extends Mono<Integer> {

        private CoreSubscriber<? super Integer> subscriber;

        @Override
        public void subscribe(CoreSubscriber<? super Integer> actual) {
            subscriber = actual;
        }
    }

    private static final class Racing implements CoreSubscriber<Integer> {

        private final List<String> signals;
        private Subscription subscription;

        Racing(List<String> signals) {
            this.signals = signals;
        }

        @Override
        public void onSubscribe(Subscription limited) {
            subscription = limited;
            limited.request(1);
        }

        @Override
        public void onNext(Integer value) {
            signals.add("value");
        }

        @Override
        public void onError(Throwable failure) {
            signals.add("failed");
        }

        @Override
        public void onComplete() {}
    }

    private record Recorded(List<String> signals) implements Subscription {

        @Override
        public void request(long n) {
            signals.add("request " + n);
        }

        @Override
        public void cancel() {
            signals.add("cancel");
        }
    }
}
