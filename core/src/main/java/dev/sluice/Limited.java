package dev.sluice;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Ends a Mono after a time, as {@code Mono.timeout} does, by one of our {@link Timers}. A transaction is limited in five
 * places, and on an embedded database most of them are over at once.
 *
 * <p>The time counts from before the source is subscribed to, so that a source which is slow in that is limited, too; it
 * is cancelled as soon as it answers. States: RUNNING → TERMINATED by a signal, the timer or demand that is not positive,
 * or CANCELLED, whichever comes first; what comes after it is dropped. The timer's signal comes on the timer's thread.
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
        if (running.startTimer(timers, limit)) {
            source.subscribe(running);
        }
    }

    @Override
    public @Nullable Object scanUnsafe(@SuppressWarnings("rawtypes") Attr key) {
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : super.scanUnsafe(key);
    }

    private static final class Running<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

        @SuppressWarnings("rawtypes")
        private static final AtomicIntegerFieldUpdater<Running> STATE =
                AtomicIntegerFieldUpdater.newUpdater(Running.class, "state");

        private static final int RUNNING = 0;
        private static final int TERMINATED = 1;
        private static final int CANCELLED = 2;

        private final CoreSubscriber<? super T> actual;
        private final Supplier<? extends @Nullable Throwable> late;
        private volatile @Nullable Disposable task;
        private volatile int state;

        Running(CoreSubscriber<? super T> actual, Supplier<? extends @Nullable Throwable> late) {
            this.actual = actual;
            this.late = late;
        }

        /** False when there is nothing to run: it was cancelled or refused already, or there can be no limit. */
        boolean startTimer(Timers timers, Duration limit) {
            if (state != RUNNING) {
                return false;
            }
            try {
                Disposable started = timers.after(limit, this::expire);
                task = started;
                if (state != RUNNING) {
                    started.dispose();
                }
                return true;
            } catch (RejectedExecutionException noTimer) {
                fail(noTimer);
                return false;
            }
        }

        /** True for the one signal that ends it. */
        private boolean end(int how) {
            if (!STATE.compareAndSet(this, RUNNING, how)) {
                return false;
            }
            Disposable started = task;
            if (started != null) {
                started.dispose();
            }
            return true;
        }

        private void expire() {
            if (!end(TERMINATED)) {
                return;
            }
            super.cancel();
            Throwable failure = lateness();
            if (failure == null) {
                actual.onComplete();
            } else {
                actual.onError(failure);
            }
        }

        private @Nullable Throwable lateness() {
            try {
                return late.get();
            } catch (RuntimeException unexpected) {
                return unexpected;
            }
        }

        private void fail(Throwable failure) {
            if (end(TERMINATED)) {
                super.cancel();
                actual.onError(failure);
            }
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                super.request(n);
            } else {
                fail(Exceptions.nullOrNegativeRequestException(n));
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
            if (end(TERMINATED)) {
                actual.onNext(value);
                actual.onComplete();
            } else {
                Operators.onNextDropped(value, actual.currentContext());
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (end(TERMINATED)) {
                actual.onError(failure);
            } else {
                Operators.onErrorDropped(failure, actual.currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (end(TERMINATED)) {
                actual.onComplete();
            }
        }

        @Override
        public void cancel() {
            if (end(CANCELLED)) {
                super.cancel();
            }
        }

        @Override
        public @Nullable Object scanUnsafe(@SuppressWarnings("rawtypes") Attr key) {
            if (key == Attr.ACTUAL) {
                return actual;
            }
            if (key == Attr.TERMINATED) {
                return state == TERMINATED;
            }
            if (key == Attr.CANCELLED) {
                return state == CANCELLED;
            }
            return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : super.scanUnsafe(key);
        }
    }
}
