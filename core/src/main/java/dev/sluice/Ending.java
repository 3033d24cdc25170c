package dev.sluice;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * <p>Passes rows, demand and Context through: demand that is not positive is the source's to refuse. States: RUNNING →
 * TERMINATED by completion or error, or CANCELLED, whichever comes first; only that one is told to the watcher. The ends
 * after it are dropped as the Reactive Streams rules want.
 *
 * <p>Whatever a watcher throws, the subscriber gets the signal that the source sent: a statement that was stored must not
 * look as if it had failed, nor a failure as another one. It is suppressed under a failure, and logged otherwise.
 *
 * @param <T> what the work emits
 */
final class Ending<T> extends FluxOperator<T, T> {

    /** Is told of the one end of one subscription; it should not throw. */
    interface Watcher {

        /** The work completed. */
        void completed();

        /** The work failed; returns what the subscriber is told. */
        Throwable failed(Throwable failure);

        /** The subscriber has cancelled. */
        void cancelled();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

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

    @Override
    public @Nullable Object scanUnsafe(@SuppressWarnings("rawtypes") Attr key) {
        return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : super.scanUnsafe(key);
    }

    private static final class Watched<T> implements CoreSubscriber<T>, Subscription, Scannable {

        @SuppressWarnings("rawtypes")
        private static final AtomicIntegerFieldUpdater<Watched> STATE =
                AtomicIntegerFieldUpdater.newUpdater(Watched.class, "state");

        private static final int RUNNING = 0;
        private static final int TERMINATED = 1;
        private static final int CANCELLED = 2;

        private final CoreSubscriber<? super T> actual;
        private final Watcher watcher;
        private @Nullable Subscription upstream;

        private volatile int state;

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
            if (STATE.compareAndSet(this, RUNNING, TERMINATED)) {
                actual.onError(judged(failure));
            } else {
                Operators.onErrorDropped(failure, actual.currentContext());
            }
        }

        private Throwable judged(Throwable failure) {
            try {
                return watcher.failed(failure);
            } catch (Throwable unexpected) {
                Attempt.suppress(failure, unexpected);
                return failure;
            }
        }

        @Override
        public void onComplete() {
            if (STATE.compareAndSet(this, RUNNING, TERMINATED)) {
                try {
                    watcher.completed();
                } catch (Throwable unexpected) {
                    LOG.warn("What should have been noted of a completion failed", unexpected);
                }
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
            boolean first = STATE.compareAndSet(this, RUNNING, CANCELLED);
            Subscription source = upstream;
            try {
                if (source != null) {
                    source.cancel();
                }
            } finally {
                if (first) {
                    noteCancellation();
                }
            }
        }

        private void noteCancellation() {
            try {
                watcher.cancelled();
            } catch (Throwable unexpected) {
                LOG.warn("What should have been noted of a cancellation failed", unexpected);
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
            if (key == Attr.TERMINATED) {
                return state == TERMINATED;
            }
            if (key == Attr.CANCELLED) {
                return state == CANCELLED;
            }
            return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
        }
    }
}
