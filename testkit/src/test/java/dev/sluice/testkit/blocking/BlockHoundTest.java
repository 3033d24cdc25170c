package dev.sluice.testkit.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.Await;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockHoundTest {

    private static void waitABit() {
        LockSupport.parkNanos(1);
    }

    @Test
    void blockingOnANonBlockingThreadFails() {
        Mono<Void> work = Mono.<Void>fromRunnable(BlockHoundTest::waitABit).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(() -> Await.value(work)).isInstanceOf(BlockingOperationError.class);
    }

    @Test
    void blockingElsewherePasses() {
        assertThat(Await.value(Mono.fromRunnable(BlockHoundTest::waitABit)
                        .thenReturn("done")
                        .subscribeOn(Schedulers.boundedElastic())))
                .isEqualTo("done");
    }

    @Test
    void integrationForSqliteIsFound() {
        assertThat(ServiceLoader.load(BlockHoundIntegration.class))
                .hasAtLeastOneElementOfType(SqliteBlockHoundIntegration.class);
    }
}
