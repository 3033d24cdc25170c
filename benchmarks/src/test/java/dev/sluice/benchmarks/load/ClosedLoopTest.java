package dev.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ClosedLoopTest {

    @Test
    void sendsEachRequestOnceAndTimesIt() throws InterruptedException {
        ConcurrentLinkedQueue<Long> sent = new ConcurrentLinkedQueue<>();

        long[] nanos = ClosedLoop.run(
                echo(number -> {
                    sent.add(number);
                    return Mono.just(number).publishOn(Schedulers.parallel());
                }),
                7,
                1000,
                64);

        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(7, 1007).boxed().toList());
        assertThat(nanos).hasSize(1000).doesNotContain(0);
    }

    @Test
    void keepsThatManyInFlightAndNoMore() throws InterruptedException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        ClosedLoop.run(
                echo(number -> Mono.just(number)
                        .doOnSubscribe(subscription -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                        .publishOn(Schedulers.parallel())
                        .doOnTerminate(underWay::decrementAndGet)),
                0,
                10_000,
                8);

        assertThat(most).hasValueBetween(2, 8);
    }

    @Test
    void doesNotRecurseWhenRepliesComeAtOnce() throws InterruptedException {
        assertThat(ClosedLoop.run(echo(Mono::just), 0, 1_000_000, 2)).hasSize(1_000_000);
    }

    @Test
    void failsOnAWrongReply() {
        assertThatThrownBy(() -> ClosedLoop.run(echo(number -> Mono.just(number == 50 ? -1 : number)), 0, 100, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Wrong reply to request 50");
    }

    @Test
    void failsOnAMissingReply() {
        assertThatThrownBy(() ->
                        ClosedLoop.run(echo(number -> number == 50 ? Mono.empty() : Mono.just(number)), 0, 100, 4))
                .hasMessageContaining("0 replies to request 50");
    }

    @Test
    void failsOnAnErrorAndOnWhatIsThrown() {
        IllegalArgumentException failure = new IllegalArgumentException("refused");

        assertThatThrownBy(() -> ClosedLoop.run(echo(number -> Mono.error(failure)), 0, 100, 4))
                .hasCause(failure);
        assertThatThrownBy(() -> ClosedLoop.run(
                        echo(number -> {
                            throw failure;
                        }),
                        0,
                        100,
                        4))
                .hasCause(failure);
    }

    private static Workload<Long> echo(LongFunction<Mono<Long>> send) {
        return new Workload<>() {
            @Override
            public Mono<Long> send(long number) {
                return send.apply(number);
            }

            @Override
            public boolean isRight(long number, Long reply) {
                return reply == number;
            }
        };
    }
}
