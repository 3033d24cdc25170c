package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.StopSignal;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A unit with one answer.
 *
 * <p>States: WAITING → RUNNING → DONE; WAITING → DONE when it is cancelled or rejected. Cancelling a running job only
 * asks it to stop; its answer is dropped then.
 *
 * @param <T> the answer
 */
abstract class Job<T> extends Unit implements Labelled {

    /** A running write that is cancelled may finish within this time: stopping it would undo its whole group. */
    static final Duration GRACE = Duration.ofMillis(50);

    private enum State {
        WAITING,
        RUNNING,
        DONE
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final StopSignal signal;
    private @Nullable MonoSink<T> sink;
    private volatile boolean cancelled;

    Job(Duration timeout) {
        this.signal = new StopSignal(timeout);
    }

    /** A cold Mono that makes a job for each subscriber and hands it to a worker's queue. */
    static <T> Mono<T> mono(Supplier<? extends Job<T>> job, Consumer<Unit> submit, Consumer<Unit> withdraw) {
        return Mono.create(sink -> {
            Job<T> created = job.get();
            created.sink = sink;
            sink.onCancel(() -> created.cancel(withdraw));
            submit.accept(created);
        });
    }

    final StopSignal signal() {
        return signal;
    }

    final boolean isCancelled() {
        return cancelled;
    }

    @Override
    final boolean claim() {
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    @Override
    final void reject(R2dbcException why) {
        if (state.compareAndSet(State.WAITING, State.DONE)) {
            answerWith(why);
        }
    }

    @Override
    final void abandon(R2dbcException why) {
        if (state.get() != State.DONE) {
            fail(why);
        }
    }

    @Override
    void interrupt(R2dbcException why) {
        signal.stopAfter(Duration.ZERO);
    }

    private void cancel(Consumer<Unit> withdraw) {
        cancelled = true;
        if (state.compareAndSet(State.WAITING, State.DONE)) {
            withdraw.accept(this);
        } else {
            signal.stopAfter(GRACE);
        }
    }

    /** Sends the answer that was held back until the work was on disk; a command has nothing but its end to tell. */
    void answer() {
        succeed(null);
    }

    /** Answers, unless nobody waits any more. */
    final void succeed(@Nullable T answer) {
        state.set(State.DONE);
        MonoSink<T> waiting = sink;
        if (cancelled || waiting == null) {
            return;
        }
        long begun = ContinuationWatch.begin();
        try {
            if (answer == null) {
                waiting.success();
            } else {
                waiting.success(answer);
            }
        } finally {
            ContinuationWatch.end(begun, this);
        }
    }

    final void fail(Throwable failure) {
        state.set(State.DONE);
        answerWith(failure);
    }

    private void answerWith(Throwable failure) {
        MonoSink<T> waiting = sink;
        if (cancelled || waiting == null) {
            return;
        }
        long begun = ContinuationWatch.begin();
        try {
            waiting.error(failure);
        } finally {
            ContinuationWatch.end(begun, this);
        }
    }
}
