package dev.sluice.benchmarks.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of requests, a number of them at a time: each of so many clients sends its next request on the thread
 * on which its last one ended, as a consumer does that asks for no other. Keeps how long each request took.
 *
 * @param <T> a reply
 */
public final class ClosedLoop<T> {

    private static final long PATIENCE_MINUTES = 10;

    private final Workload<T> workload;
    private final long first;
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch clients;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ClosedLoop(Workload<T> workload, long first, int requests, int inFlight) {
        this.workload = workload;
        this.first = first;
        this.nanos = new long[requests];
        this.clients = new CountDownLatch(inFlight);
    }

    /**
     * Sends requests and waits for their ends.
     *
     * @param first the number of the first request
     * @param requests how many there are
     * @param inFlight how many are under way at the same time
     * @return how long each took, in nanoseconds
     * @throws IllegalStateException with the cause, when one failed or a reply was missing, doubled or wrong
     */
    public static <T> long[] run(Workload<T> workload, long first, int requests, int inFlight)
            throws InterruptedException {
        ClosedLoop<T> loop = new ClosedLoop<>(workload, first, requests, inFlight);
        for (int i = 0; i < inFlight; i++) {
            new Client<>(loop).proceed();
        }
        return loop.await();
    }

    private long[] await() throws InterruptedException {
        boolean ended = clients.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A request failed: " + cause, cause);
        }
        if (!ended) {
            throw new IllegalStateException("%d of %d clients still wait for a reply after %d minutes"
                    .formatted(clients.getCount(), nanos.length, PATIENCE_MINUTES));
        }
        return nanos;
    }

    /** The index of the next request of the batch, or -1 when there is none left or one failed. */
    int claim() {
        int index = failure.get() == null ? next.getAndIncrement() : nanos.length;
        return index < nanos.length ? index : -1;
    }

    void clientEnded() {
        clients.countDown();
    }

    Workload<T> workload() {
        return workload;
    }

    long number(int index) {
        return first + index;
    }

    void took(int index, long time) {
        nanos[index] = time;
    }

    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }
}
