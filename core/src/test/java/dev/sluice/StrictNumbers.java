package dev.sluice;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/** Numbers that end with a failure when demand is not positive, as the rules want and Reactor's own sources do not. */
final class StrictNumbers implements Publisher<Long> {

    private final Flux<Long> numbers;

    private StrictNumbers(Flux<Long> numbers) {
        this.numbers = numbers;
    }

    /** 1 to {@code last}, on the thread that asks for them. */
    static Flux<Long> to(long last) {
        Flux<Long> numbers = Flux.generate(() -> 0L, (before, sink) -> {
            if (before == last) {
                sink.complete();
            } else {
                sink.next(before + 1);
            }
            return before + 1;
        });
        return Flux.from(new StrictNumbers(numbers));
    }

    @Override
    public void subscribe(Subscriber<? super Long> subscriber) {
        numbers.subscribe(new Strict(subscriber));
    }

    private static final class Strict implements Subscriber<Long>, Subscription {

        private final Subscriber<? super Long> actual;
        private Subscription upstream;

        Strict(Subscriber<? super Long> actual) {
            this.actual = actual;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(Long number) {
            actual.onNext(number);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                upstream.request(n);
            } else {
                upstream.cancel();
                actual.onError(new IllegalArgumentException("3.9: demand must be positive, was " + n));
            }
        }

        @Override
        public void cancel() {
            upstream.cancel();
        }
    }
}
