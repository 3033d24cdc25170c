package dev.sluice;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Watches how work ends: before the subscriber learns of an end, after the source learned of a cancellation. One operator
 * in place of a chain of doOnX, because every statement passes it.
 *
 * <p>Passes rows, demand and Context through. States: RUNNING → ENDED, by whichever of completion, error and cancellation
 * comes first; only that one is told to the watcher. Signals after it are dropped as the Reactive Streams rules want.
 *
 * @param <T> what the work emits
 */
final class Ending<T> extends FluxOperator<T, T> {

    /** Is told of the one end of one subscription. */
    interface Watcher {

        /** The work completed. */
        void completed();

        /** The work failed; returns what the subscriber is told. */
        Throwable failed(Throwable failure);

        /** The subscriber has cancelled. */
        void cancelled();
    }

    private final Watcher watcher;

    /** @param watcher for one subscription */
    Ending(Flux<? extends T> source, Watcher watcher) {
        super(source);
        this.watcher = watcher;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Watched<>(actual, watcher));
    }

    private static final class Watched<T> implements CoreSubscriber<T>, Subscription, Scannable {

        @SuppressWarnings("rawtypes")
        private static final AtomicIntegerFieldUpdater<Watched> ENDED =
                AtomicIntegerFieldUpdater.newUpdater(Watched.class, "ended");

        private final CoreSubscriber<? super T> actual;
        private final Watcher watcher;
        private @Nullable Subscription upstream;

        @SuppressWarnings("UnusedVariable") // through ENDED
        private volatile int ended;

        Watched(CoreSubscriber<? super T> actual, Watcher watcher) {
            this.actual = actual;
            this.watcher = watcher;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(upstream, subscription)) {
                upstream = subscription;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            if (ENDED.compareAndSet(this, 0, 1)) {
                actual.onError(watcher.failed(failure));
            } else {
                Operators.onErrorDropped(failure, actual.currentContext());
            }
        }

        @Override
        public void onComplete() {
            if (ENDED.compareAndSet(this, 0, 1)) {
                watcher.completed();
                actual.onComplete();
            }
        }

        @Override
        public void request(long n) {
            Subscription source = upstream;
            if (source != null) {
                source.request(n);
            }
        }

        @Override
        public void cancel() {
            boolean first = ENDED.compareAndSet(this, 0, 1);
            Subscription source = upstream;
            if (source != null) {
                source.cancel();
            }
            if (first) {
                watcher.cancelled();
            }
        }

        @Override
        public @Nullable Object scanUnsafe(@SuppressWarnings("rawtypes") Attr key) {
            if (key == Attr.PARENT) {
                return upstream;
            }
            if (key == Attr.ACTUAL) {
                return actual;
            }
            return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
        }
    }
}
