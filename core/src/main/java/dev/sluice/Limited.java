package dev.sluice;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Ends a Mono after a time, as {@code Mono.timeout} does, but sets no timer for one that has ended when its subscription
 * returns. A transaction is limited in five places, and on an embedded database most of them are over at once.
 *
 * <p>States: RUNNING → ENDED, by whichever of a signal, a cancellation and the timer comes first; what comes after it is
 * dropped. The timer's signal comes on the timer's thread.
 *
 * @param <T> what the work emits
 */
final class Limited<T> extends MonoOperator<T, T> {

    private final Duration limit;
    private final Timers timers;
    private final Supplier<? extends @Nullable Throwable> late;

    /** @param late makes the failure to end with; null completes without a value */
    Limited(Mono<? extends T> source, Duration limit, Timers timers, Supplier<? extends @Nullable Throwable> late) {
        super(source);
        this.limit = limit;
        this.timers = timers;
        this.late = late;
    }

    /** As the constructor, failing with a {@link TimeoutException}. */
    static <T> Mono<T> of(Mono<T> source, Duration limit, Timers timers) {
        return new Limited<>(
                source, limit, timers, () -> new TimeoutException("No answer within " + limit.toMillis() + " ms"));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        var running = new Running<T>(actual, late);
        actual.onSubscribe(running);
        source.subscribe(running);
        running.startTimer(timers, limit);
    }

    private static final class Running<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

        @SuppressWarnings("rawtypes")
        private static final AtomicIntegerFieldUpdater<Running> ENDED =
                AtomicIntegerFieldUpdater.newUpdater(Running.class, "ended");

        private final CoreSubscriber<? super T> actual;
        private final Supplier<? extends @Nullable Throwable> late;
        private volatile @Nullable Disposable task;
        private volatile int ended;

        Running(CoreSubscriber<? super T> actual, Supplier<? extends @Nullable Throwable> late) {
            this.actual = actual;
            this.late = late;
        }

        void startTimer(Timers timers, Duration limit) {
            if (ended != 0) {
                return;
            }
            Disposable started = timers.after(limit, this::expire);
            task = started;
            if (ended != 0) {
                started.dispose();
            }
        }

        /** True for the one signal that ends it. */
        private boolean end() {
            if (!ENDED.compareAndSet(this, 0, 1)) {
                return false;
            }
            Disposable started = task;
            if (started != null) {
                started.dispose();
            }
            return true;
        }

        private void expire() {
            if (!end()) {
                return;
            }
            super.cancel();
            Throwable failure = late.get();
            if (failure == null) {
                actual.onComplete();
            } else {
                actual.onError(failure);
            }
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            set(subscription);
        }

        @Override
        public void onNext(T value) {
            if (end()) {
                actual.onNext(value);
                actual.onComplete();
            } else {
                Operators.onNextDropped(value, actual.currentContext());
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (end()) {
                actual.onError(failure);
            } else {
                Operators.onErrorDropped(failure, actual.currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (end()) {
                actual.onComplete();
            }
        }

        @Override
        public void cancel() {
            if (end()) {
                super.cancel();
            }
        }
    }
}
