package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a lock that another process holds, by trying again. SQLite's own busy wait is off, because nothing could end
 * it; this one ends at its timeout and, within one pause, when its operation is stopped.
 */
final class LockWait {

    private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(20).toNanos();

    private LockWait() {}

    /** Runs the attempt until it meets no lock; the time counts from now. */
    static <T> T retry(Duration timeout, BooleanSupplier stopped, Supplier<T> attempt) {
        return retry(timeout, System.nanoTime(), stopped, attempt);
    }

    /** Runs the attempt until it meets no lock, once at least; the time counts from a moment of {@link System#nanoTime}. */
    static <T> T retry(Duration timeout, long since, BooleanSupplier stopped, Supplier<T> attempt) {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            try {
                return attempt.get();
            } catch (R2dbcException failure) {
                if (!ResultCode.isRetryableLock(failure)) {
                    throw failure;
                }
                if (System.nanoTime() - since >= timeout.toNanos()) {
                    throw EngineFailures.lockWaitTimeout(timeout, failure);
                }
                pause(pause);
                if (stopped.getAsBoolean()) {
                    throw failure;
                }
            }
        }
    }

    /** The one place where a worker sleeps for another process. A thread that was interrupted does so, too. */
    private static void pause(long nanos) {
        boolean stray = Thread.interrupted();
        LockSupport.parkNanos(nanos);
        if (stray) {
            Thread.currentThread().interrupt();
        }
    }
}
