package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Access;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

class LeasesTest extends FaultTest {

    private final List<String> signals = new ArrayList<>();

    private final class Waiting extends BaseSubscriber<Connection> {

        @Override
        protected void hookOnNext(Connection connection) {
            signals.add("connection");
        }

        @Override
        protected void hookOnComplete() {
            signals.add("completed");
        }
    }

    @Test
    void aWaitThatIsCancelledWhileItsConnectionArrivesGivesItBackAndSaysNothing() {
        Client client = builder().client();
        var waiting = new Waiting();
        Mono<Connection> lease =
                client.leases.acquire(Access.WRITE, arriving -> arriving.doOnNext(connection -> waiting.cancel()));

        // As an operator would that lets a completion through which was under way when it was cancelled.
        lease.doOnSuccess(connection -> signals.add("succeeded")).subscribe(waiting);

        assertThat(signals).isEmpty();
        assertThat(driver.calls()).containsExactly("CREATE", "CLOSE");
    }

    @Test
    void aConnectionThatArrivesIsItsHoldersToGiveBack() {
        Client client = builder().client();
        client.leases.acquire(Access.WRITE, arriving -> arriving).subscribe(new Waiting());

        assertThat(signals).containsExactly("connection", "completed");
        assertThat(driver.calls()).containsExactly("CREATE");
        client.leases.giveBack(driver.connections.remove()).block();
        assertThat(driver.calls()).containsExactly("CREATE", "CLOSE");
    }
}
