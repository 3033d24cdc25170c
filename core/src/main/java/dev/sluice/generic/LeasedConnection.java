package dev.sluice.generic;

import dev.sluice.spi.ForwardingConnection;
import io.r2dbc.spi.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** A connection whose close is counted, and which is rolled back first when a transaction is still open on it. */
final class LeasedConnection extends ForwardingConnection {

    private final Connection owner;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedConnection(Connection owner, Runnable onClose) {
        super(owner);
        this.owner = owner;
        this.onClose = onClose;
    }

    @Override
    public Mono<Void> close() {
        return closedAfter(
                Mono.defer(() -> owner.isAutoCommit() ? Mono.empty() : Mono.from(owner.rollbackTransaction())));
    }

    /** Closes without rolling back. */
    Mono<Void> discard() {
        return closedAfter(Mono.empty());
    }

    private Mono<Void> closedAfter(Mono<Void> rolledBack) {
        return Mono.defer(() -> {
            if (!closed.compareAndSet(false, true)) {
                return Mono.empty();
            }
            return rolledBack
                    .onErrorComplete()
                    .then(Mono.defer(() -> Mono.from(owner.close())))
                    // Not doFinally: whoever waits for the close would still see the connection as active.
                    .doOnTerminate(onClose)
                    .doOnCancel(onClose);
        });
    }

    @Override
    public String toString() {
        return "Leased[" + owner + "]";
    }
}
