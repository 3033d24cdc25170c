package dev.sluice.testkit;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Waits on a test's own thread, never for longer than {@link #LIMIT}. Not for threads that must not block. */
public final class Await {

    /** How long anything is waited for: 20 seconds. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {}

    /**
     * Waits until the condition holds.
     *
     * @param what the condition in words, for the message
     * @throws AssertionError when it does not hold within {@link #LIMIT}
     */
    public static void until(String what, BooleanSupplier condition) {
        if (!holds(condition, LIMIT)) {
            throw new AssertionError("Not within " + LIMIT.toSeconds() + " s: " + what);
        }
    }

    /** Waits until the condition holds, and tells whether it did within the time. */
    static boolean holds(BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return true;
    }

    /**
     * Subscribes and waits for the value; null when there is none. An error is thrown as it was signalled, a checked
     * exception wrapped.
     *
     * @throws AssertionError when there is no answer within {@link #LIMIT}
     */
    public static <T> @Nullable T value(Mono<T> mono) {
        try {
            return mono.toFuture().get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw thrown(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("No answer within " + LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for an answer", e);
        }
    }

    private static RuntimeException thrown(Throwable signalled) {
        if (signalled instanceof Error error) {
            throw error;
        }
        return Exceptions.propagate(signalled);
    }
}
