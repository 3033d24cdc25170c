package dev.sluice.benchmarks.load;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Checks one reply and measures how long it took. */
final class Reply<T> implements CoreSubscriber<T> {

    private final ClosedLoop<T> loop;
    private final Client<T> client;
    private final int index;
    private final long sent = System.nanoTime();
    private int values;

    Reply(ClosedLoop<T> loop, Client<T> client, int index) {
        this.loop = loop;
        this.client = client;
        this.index = index;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
        values++;
        if (!loop.workload().isRight(loop.number(index), value)) {
            loop.fail(new IllegalStateException("Wrong reply to request " + loop.number(index) + ": " + value));
        }
    }

    @Override
    public void onComplete() {
        loop.took(index, System.nanoTime() - sent);
        if (values != 1) {
            loop.fail(new IllegalStateException(values + " replies to request " + loop.number(index)));
        }
        client.proceed();
    }

    @Override
    public void onError(Throwable failed) {
        loop.fail(failed);
        client.proceed();
    }
}
