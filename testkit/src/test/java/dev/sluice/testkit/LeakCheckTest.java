package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class LeakCheckTest {

    static Database open() {
        return Database.of(ConnectionFactories.get("r2dbc:h2:mem:///leaks-" + UUID.randomUUID()));
    }

    static class Clean {

        @RegisterExtension
        final LeakCheck leaks = new LeakCheck(Duration.ofMillis(300));

        @Test
        void closesNothingItself() {
            Await.value(leaks.watch(open()).fetchValue(Long.class, "SELECT 1"));
        }
    }

    static class KeepsAConnection {

        @RegisterExtension
        final LeakCheck leaks = new LeakCheck(Duration.ofMillis(300));

        @Test
        void neverEnds() {
            leaks.watch(open()).withConnection(connection -> Mono.never()).subscribe(value -> {}, error -> {});
        }
    }

    static class KeepsAThread {

        static final CountDownLatch END = new CountDownLatch(1);

        @RegisterExtension
        final LeakCheck leaks = new LeakCheck(Duration.ofMillis(300));

        @Test
        void startsAThread() {
            var thread = new Thread(
                    () -> {
                        try {
                            END.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "sluice-planted-leak");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @AfterAll
    static void endPlantedThread() {
        KeepsAThread.END.countDown();
    }

    @Test
    void passesATestThatLeavesNothing() {
        Planted.run(Clean.class)
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }

    @Test
    void failsATestThatKeepsAConnection() {
        assertThat(Planted.failures(KeepsAConnection.class))
                .singleElement()
                .asString()
                .contains("left something behind")
                .contains("inFlight=1")
                .contains("active=1");
    }

    @Test
    void failsATestThatKeepsAThread() {
        assertThat(Planted.failures(KeepsAThread.class))
                .singleElement()
                .asString()
                .contains("sluice-planted-leak");
    }
}
