package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void completesCloseAtOnceWhenNobodyIsInside() {
        StepVerifier.create(gate.close()).verifyComplete();

        assertThat(gate.isClosed()).isTrue();
    }

    @Test
    void completesCloseWhenTheLastOneLeaves() {
        gate.enter();
        gate.enter();

        StepVerifier.create(gate.close())
                .then(gate::exit)
                .then(() -> assertThat(gate.inside()).isEqualTo(1))
                .then(gate::exit)
                .verifyComplete();
    }

    @Test
    void letsNobodyInOnceClosed() {
        gate.close().subscribe();

        assertThat(gate.enter()).isFalse();
        assertThat(gate.inside()).isZero();
    }

    @Test
    void countsALeaveOnceHoweverOftenItIsTaken() {
        gate.enter();
        gate.enter();
        Runnable leave = gate.exitOnce();

        leave.run();
        leave.run();

        assertThat(gate.inside()).isEqualTo(1);
    }

    @Test
    void closesOnSubscriptionOnly() {
        gate.close();

        assertThat(gate.enter()).isTrue();
    }

    @Test
    void mayBeClosedAgain() {
        gate.enter();
        gate.close().subscribe();
        gate.exit();

        StepVerifier.create(gate.close()).verifyComplete();
    }

    @Test
    void losesNobodyWhenClosedInTheMiddleOfTraffic() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        var started = new CountDownLatch(4);
        var inside = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                started.countDown();
                while (gate.enter()) {
                    inside.incrementAndGet();
                    inside.decrementAndGet();
                    gate.exit();
                }
            });
        }
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        StepVerifier.create(gate.close()).expectComplete().verify(java.time.Duration.ofSeconds(10));

        assertThat(inside).hasValue(0);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
