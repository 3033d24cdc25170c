package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.spi.RecordedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

@Timeout(20)
class EndingTest {

    private final RecordedEnds watcher = new RecordedEnds();

    private <T> Flux<T> watched(Flux<T> source) {
        return new Ending<>(source, watcher);
    }

    @Test
    void tellsTheWatcherOfCompletionBeforeTheSubscriber() {
        List<String> seen = new ArrayList<>();

        watched(Flux.just(1)).doOnComplete(() -> seen.addAll(watcher.ends())).blockLast();

        assertThat(seen).containsExactly("completed");
        assertThat(watcher.ends()).containsExactly("completed");
    }

    @Test
    void tellsTheWatcherOfAFailureBeforeTheSubscriber() {
        List<String> seen = new ArrayList<>();

        StepVerifier.create(watched(Flux.error(planted())).doOnError(error -> seen.addAll(watcher.ends())))
                .verifyErrorMessage("planted");

        assertThat(seen).containsExactly("failed: planted");
    }

    @Test
    void failsWithWhatTheWatcherMakesOfIt() {
        var translated = new IllegalStateException("translated");

        StepVerifier.create(new Ending<>(Flux.error(planted()), new Throwing() {
                    @Override
                    public Throwable failed(Throwable failure) {
                        return translated;
                    }
                }))
                .verifyErrorMatches(error -> error == translated);
    }

    @Test
    void tellsTheWatcherOfACancellationAfterTheSource() {
        List<String> seen = new ArrayList<>();

        StepVerifier.create(watched(Flux.never().doOnCancel(() -> seen.addAll(watcher.ends()))))
                .thenCancel()
                .verify();

        assertThat(seen).isEmpty();
        assertThat(watcher.ends()).containsExactly("cancelled");
    }

    @Test
    void tellsOfTheFirstEndOnly() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);

        StepVerifier.create(watched(source.flux()))
                .then(() -> source.complete().complete().error(planted()))
                .expectComplete()
                .verifyThenAssertThat()
                .hasDroppedErrorWithMessage("planted");

        assertThat(watcher.ends()).containsExactly("completed");
    }

    @Test
    void dropsWhatFailsAfterACancellation() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        List<Throwable> dropped = new ArrayList<>();
        var subscriber = new BaseSubscriber<Integer>() {
            @Override
            public Context currentContext() {
                return Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) dropped::add);
            }
        };
        watched(source.flux()).subscribe(subscriber);

        subscriber.cancel();
        source.error(planted());

        assertThat(dropped).singleElement().asString().contains("planted");
        assertThat(watcher.ends()).containsExactly("cancelled");
    }

    @Test
    void isToldOfACancelInsideOnNext() {
        List<Integer> seen = new ArrayList<>();

        watched(Flux.range(1, 10)).subscribe(new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnNext(Integer number) {
                seen.add(number);
                if (number == 3) {
                    cancel();
                }
            }
        });

        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(watcher.ends()).containsExactly("cancelled");
    }

    @Test
    void passesDemandToTheSource() {
        List<Long> demanded = new ArrayList<>();

        StepVerifier.create(watched(Flux.range(1, 10).hide().doOnRequest(demanded::add)), 0)
                .thenRequest(2)
                .expectNext(1, 2)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(8)
                .verifyComplete();

        assertThat(demanded).containsExactly(2L, Long.MAX_VALUE);
    }

    @Test
    void leavesDemandThatIsNotPositiveToTheSource() {
        StepVerifier.create(watched(StrictNumbers.to(3)), 0)
                .consumeSubscriptionWith(subscription -> subscription.request(0))
                .verifyError(IllegalArgumentException.class);

        assertThat(watcher.ends()).singleElement().asString().startsWith("failed: 3.9");
    }

    @Test
    void takesNoPartInFusion() {
        var seen = new AtomicReference<Subscription>();
        Flux<Integer> fused = Flux.range(1, 1_000);

        StepVerifier.create(watched(fused)
                        .doOnSubscribe(seen::set)
                        .publishOn(Schedulers.immediate(), 16)
                        .count())
                .expectNext(1_000L)
                .verifyComplete();

        assertThat(fused).isInstanceOf(Fuseable.class);
        assertThat(seen.get()).isNotInstanceOf(Fuseable.QueueSubscription.class);
        assertThat(watcher.ends()).containsExactly("completed");
    }

    @Test
    void passesTheContextToTheSource() {
        StepVerifier.create(watched(Flux.deferContextual(context -> Flux.just(context.<String>get("key"))))
                        .contextWrite(context -> context.put("key", "value")))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void completesAlthoughItsWatcherThrows() {
        try (var log = new RecordedLog(Ending.class)) {
            StepVerifier.create(new Ending<>(Flux.just(1), new Throwing()))
                    .expectNext(1)
                    .verifyComplete();

            assertThat(log.lines()).singleElement().asString().startsWith("WARN");
            assertThat(log.trace(0)).contains("watcher of completed");
        }
    }

    @Test
    void failsAsTheSourceDidWhenItsWatcherThrows() {
        StepVerifier.create(new Ending<>(Flux.error(planted()), new Throwing())).verifyErrorSatisfies(error -> {
            assertThat(error).hasMessage("planted");
            assertThat(error.getSuppressed()).singleElement().asString().contains("watcher of failed");
        });
    }

    @Test
    void failsAsTheSourceDidWhenItsWatcherThrowsThatVeryFailure() {
        StepVerifier.create(new Ending<>(Flux.error(planted()), new Throwing() {
                    @Override
                    public Throwable failed(Throwable failure) {
                        throw (IllegalStateException) failure;
                    }
                }))
                .verifyErrorMessage("planted");
    }

    @Test
    void cancelsQuietlyAlthoughItsWatcherThrows() {
        TestPublisher<Integer> source = TestPublisher.create();
        try (var log = new RecordedLog(Ending.class)) {
            StepVerifier.create(new Ending<>(source.flux(), new Throwing()))
                    .thenCancel()
                    .verify();

            source.assertCancelled();
            assertThat(log.lines()).singleElement().asString().startsWith("WARN");
        }
    }

    @Test
    void tellsTheWatcherOfACancellationThatTheSourceRefuses() {
        Flux<Integer> source = Flux.from(subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                throw planted();
            }
        }));
        var subscriber = new BaseSubscriber<Integer>() {};
        watched(source).subscribe(subscriber);

        assertThatIllegalStateException().isThrownBy(subscriber::cancel);

        assertThat(watcher.ends()).containsExactly("cancelled");
    }

    @Test
    void answersScansAsReactorsOperatorsDo() {
        Flux<Integer> source = Flux.<Integer>never().hide();
        Flux<Integer> watched = watched(source);
        var scanned = new AtomicReference<Scannable>();
        var subscriber = new BaseSubscriber<Integer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                scanned.set(Scannable.from(subscription));
            }
        };
        watched.subscribe(subscriber);
        Scannable operator = scanned.get();

        assertThat(Scannable.from(watched).scan(Attr.PARENT)).isSameAs(source);
        assertThat(Scannable.from(watched).scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.SYNC);
        assertThat(operator.scan(Attr.PARENT)).isNotNull();
        assertThat(operator.scanUnsafe(Attr.ACTUAL)).isSameAs(subscriber);
        assertThat(operator.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.SYNC);
        assertThat(operator.scan(Attr.TERMINATED)).isFalse();
        assertThat(operator.scan(Attr.CANCELLED)).isFalse();

        subscriber.cancel();

        assertThat(operator.scan(Attr.CANCELLED)).isTrue();
        assertThat(operator.scan(Attr.TERMINATED)).isFalse();
    }

    @Test
    void scansAsTerminatedOnceItIs() {
        var scanned = new AtomicReference<Scannable>();

        watched(Mono.just(1).flux())
                .doOnSubscribe(subscription -> scanned.set(Scannable.from(subscription)))
                .blockLast();

        assertThat(scanned.get().scan(Attr.TERMINATED)).isTrue();
        assertThat(scanned.get().scan(Attr.CANCELLED)).isFalse();
    }

    private static IllegalStateException planted() {
        return new IllegalStateException("planted");
    }

    /** Fails whatever it is told. */
    private static class Throwing implements Ending.Watcher {

        @Override
        public void completed() {
            throw new AssertionError("watcher of completed");
        }

        @Override
        public Throwable failed(Throwable failure) {
            throw new AssertionError("watcher of failed");
        }

        @Override
        public void cancelled() {
            throw new AssertionError("watcher of cancelled");
        }
    }
}
