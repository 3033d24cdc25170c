package dev.sluice.sqlite.engine;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * Rows on their way from a worker to a subscriber: one thread offers, any thread asks, cancels or drains.
 *
 * <p>Whoever increments {@code wip} from zero drains; that serialises all signals. It never returns to zero after a terminal
 * signal, so that nothing can follow one. After a cancellation whoever drains discards what is there.
 *
 * @param <R> the kind of row
 */
final class Handover<R> {

    private final CoreSubscriber<? super R> actual;
    private final Queue<R> buffer;
    private final Runnable drained;
    private final Labelled subject;
    private final AtomicInteger wip = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean done;
    private @Nullable Throwable error;

    /**
     * @param subject what the rows are of
     * @param drained called after each round of draining, by whoever drains
     */
    Handover(CoreSubscriber<? super R> actual, int step, Labelled subject, Runnable drained) {
        this.actual = actual;
        this.buffer = Queues.<R>unbounded(step).get();
        this.subject = subject;
        this.drained = drained;
    }

    /** Adds to the demand. */
    void want(long n) {
        requested.accumulateAndGet(n, Operators::addCap);
    }

    /** True when there is demand and nothing left to meet it. */
    boolean wantsMore() {
        return requested.get() > 0 && buffer.isEmpty();
    }

    /** Adds a row; only the worker does. */
    void offer(R row) {
        buffer.offer(row);
    }

    /** Emits nothing more. */
    void cancel() {
        cancelled = true;
    }

    /** Ends after the rows that are there, with this failure if there is one. */
    void complete(@Nullable Throwable failure) {
        error = failure;
        done = true;
        drain();
    }

    /** Emits what is there and wanted, unless someone is doing so. */
    void drain() {
        if (wip.getAndIncrement() != 0) {
            return;
        }
        long begun = ContinuationWatch.begin();
        try {
            drainAll();
        } finally {
            ContinuationWatch.end(begun, subject);
        }
    }

    private void drainAll() {
        int missed = 1;
        do {
            if (emit()) {
                return;
            }
            drained.run();
            missed = wip.addAndGet(-missed);
        } while (missed != 0);
    }

    /** True after a terminal signal. */
    private boolean emit() {
        long wanted = requested.get();
        long emitted = 0;
        while (!cancelled) {
            boolean last = done;
            R row = emitted == wanted ? null : buffer.poll();
            if (row == null) {
                if (last && buffer.isEmpty()) {
                    terminate();
                    return true;
                }
                break;
            }
            actual.onNext(row);
            emitted++;
        }
        if (cancelled) {
            Operators.onDiscardQueueWithClear(buffer, actual.currentContext(), null);
        } else if (emitted != 0 && wanted != Long.MAX_VALUE) {
            requested.addAndGet(-emitted);
        }
        return false;
    }

    private void terminate() {
        Throwable failure = error;
        if (failure == null) {
            actual.onComplete();
        } else {
            actual.onError(failure);
        }
    }
}
