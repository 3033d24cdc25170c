package dev.sluice;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Counts who is inside and, once closed, tells when the last one has left.
 *
 * <p>One atomic holds the whole state: the number inside, and {@link #CLOSED} as its sign bit. Open → closed happens once;
 * the thread that brings the state to "closed and empty" completes the sink.
 */
final class Gate implements Ending.Watcher {

    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final Sinks.Empty<Void> emptied = Sinks.empty();

    /** Enters; false when the gate is closed. */
    boolean enter() {
        int now;
        do {
            now = state.get();
            if (now < 0) {
                return false;
            }
        } while (!state.compareAndSet(now, now + 1));
        return true;
    }

    /** Counts one more inside, closed or not: for what must not be turned away, only waited for. */
    void join() {
        state.incrementAndGet();
    }

    /** Leaves; to be called once for each successful {@link #enter()} or {@link #join()}. */
    void exit() {
        if (state.decrementAndGet() == CLOSED) {
            emptied.tryEmitEmpty();
        }
    }

    @Override
    public void completed() {
        exit();
    }

    @Override
    public Throwable failed(Throwable failure) {
        exit();
        return failure;
    }

    @Override
    public void cancelled() {
        exit();
    }

    /** A way to leave that counts once, however often it is taken: a cancel may come after the end. */
    Runnable exitOnce() {
        var left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                exit();
            }
        };
    }

    /** Lets nobody in from now on. Completes when the last one has left; may be called again. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            if (state.getAndUpdate(now -> now | CLOSED) == 0) {
                emptied.tryEmitEmpty();
            }
            return emptied.asMono();
        });
    }

    boolean isClosed() {
        return state.get() < 0;
    }

    int inside() {
        return state.get() & ~CLOSED;
    }
}
