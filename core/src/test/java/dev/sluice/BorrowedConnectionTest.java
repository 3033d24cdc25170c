package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.TransactionException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BorrowedConnectionTest {

    private final List<String> asked = new ArrayList<>();
    private final FakeDriver driver = new FakeDriver();
    private final Connection owner = new FakeConnection(driver);

    /** A driver may do something as soon as it is asked, and not only when its answer is subscribed to. */
    private void note(String call) {
        driver.onCall(call, () -> {
            asked.add(call);
            return Mono.empty();
        });
    }

    @Test
    void refusesWithoutAskingItsOwner() {
        List.of("BEGIN", "COMMIT", "ROLLBACK", "CLOSE").forEach(this::note);
        note("BEGIN");
        var borrowed = new BorrowedConnection(owner, true);

        for (Publisher<Void> refused : List.of(
                borrowed.beginTransaction(),
                borrowed.beginTransaction(IsolationLevel.SERIALIZABLE),
                borrowed.commitTransaction(),
                borrowed.rollbackTransaction(),
                borrowed.close())) {
            StepVerifier.create(refused).verifyError(TransactionException.class);
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void asksItsOwnerOutsideATransaction() {
        List.of("BEGIN", "COMMIT").forEach(this::note);
        var borrowed = new BorrowedConnection(owner, false);

        StepVerifier.create(borrowed.beginTransaction()).verifyComplete();
        StepVerifier.create(borrowed.commitTransaction()).verifyComplete();
        StepVerifier.create(borrowed.close()).verifyError(TransactionException.class);

        assertThat(asked).containsExactly("BEGIN", "COMMIT");
    }

    @Test
    void givesItsOwnerAway() {
        assertThat(new BorrowedConnection(owner, true).unwrap(FakeConnection.class))
                .isSameAs(owner);
    }
}
