package dev.sluice.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;

/** Sends one request after the other. */
final class Client<T> {

    private final ClosedLoop<T> loop;

    /** Ends of requests not yet followed by the next: a request that ends while it is being sent must not recurse. */
    private final AtomicInteger ended = new AtomicInteger();

    Client(ClosedLoop<T> loop) {
        this.loop = loop;
    }

    /** Sends the next request, now or as soon as the call under way returns. */
    void proceed() {
        if (ended.getAndIncrement() != 0) {
            return;
        }
        do {
            int index = loop.claim();
            if (index < 0) {
                loop.clientEnded();
                return;
            }
            send(index);
        } while (ended.decrementAndGet() != 0);
    }

    // A workload that throws instead of emitting an error must not leave the loop waiting.
    @SuppressWarnings("CatchThrowable")
    private void send(int index) {
        try {
            loop.workload().send(loop.number(index)).subscribe(new Reply<>(loop, this, index));
        } catch (Throwable failed) {
            loop.fail(failed);
            proceed();
        }
    }
}
