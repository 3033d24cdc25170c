package dev.sluice.spi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Logs what is held for longer than a threshold, once, with the place in the program that asked for it; and once more
 * when it comes back after all. Safe for all threads.
 *
 * <p>The place is where a publisher was assembled: the stack of a subscription shows Reactor's operators and seldom the
 * program. So whoever offers such a publisher calls {@link #here} in the method that returns it, and {@link #watch} when
 * the thing is really held.
 *
 * <p>Costs a stack trace for each {@link #here} and a timer task for each {@link #watch}; nothing of either when it is
 * off.
 */
public final class LeakWatch {

    /** Watches nothing. */
    public static final LeakWatch OFF = new LeakWatch(Duration.ZERO, Schedulers.immediate());

    private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);

    private final Duration threshold;
    private final Scheduler timer;

    private LeakWatch(Duration threshold, Scheduler timer) {
        this.threshold = threshold;
        this.timer = timer;
    }

    /**
     * A watch with this threshold.
     *
     * @param threshold what may be held for as long without being logged; zero watches nothing
     * @param timer where the logging happens, and whose time counts; never blocked
     */
    public static LeakWatch of(Duration threshold, Scheduler timer) {
        return threshold.isZero() ? OFF : new LeakWatch(threshold, timer);
    }

    /**
     * The place in the program that calls this; null when the watch is off.
     *
     * @param what what is opened here, as a log line begins: {@code The transaction 'transfer'}; without bound values
     */
    public @Nullable Origin here(Supplier<String> what) {
        return threshold.isZero() ? null : new Origin(what.get());
    }

    /**
     * Watches from now on something that was opened there, until the result is disposed of. Nothing is watched when the
     * place is null.
     */
    public Disposable watch(@Nullable Origin origin) {
        if (origin == null) {
            return Disposables.disposed();
        }
        var held = new Held(origin);
        held.alarm.update(timer.schedule(held, threshold.toMillis(), TimeUnit.MILLISECONDS));
        return held;
    }

    /** A place in the program where something was opened: its stack trace. */
    public static final class Origin extends Throwable {

        private static final long serialVersionUID = 1L;

        private final String what;

        private Origin(String what) {
            super("opened here");
            this.what = what;
        }
    }

    /** HELD → REPORTED by the timer, and from either of them → BACK. */
    private enum State {
        HELD,
        REPORTED,
        BACK
    }

    private final class Held implements Runnable, Disposable {

        private final Origin origin;
        private final long since = timer.now(TimeUnit.MILLISECONDS);
        private final Disposable.Swap alarm = Disposables.swap();
        private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

        Held(Origin origin) {
            this.origin = origin;
        }

        @Override
        public void run() {
            if (state.compareAndSet(State.HELD, State.REPORTED)) {
                LOG.warn(
                        "{} has been held for {} ms, longer than leakDetectionThreshold allows ({} ms); see that it ends"
                                + " on every path, or raise the threshold",
                        origin.what,
                        age(),
                        threshold.toMillis(),
                        origin);
            }
        }

        @Override
        public void dispose() {
            alarm.dispose();
            if (state.getAndSet(State.BACK) == State.REPORTED) {
                LOG.info("{} that was reported as held for too long is back after {} ms", origin.what, age());
            }
        }

        @Override
        public boolean isDisposed() {
            return state.get() == State.BACK;
        }

        private long age() {
            return timer.now(TimeUnit.MILLISECONDS) - since;
        }
    }
}
