package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Transaction;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The transaction of a connection, if one is open.
 *
 * <p>States: NONE → BEGINNING → OPEN → NONE. BEGINNING returns to NONE when the begin fails or is cancelled; a begin that
 * succeeds after the connection was closed is rolled back.
 */
final class CurrentTransaction {

    private static final State NONE = new State(null);
    private static final State BEGINNING = new State(null);

    private static final class State {

        private final @Nullable Transaction transaction;

        State(@Nullable Transaction transaction) {
            this.transaction = transaction;
        }
    }

    private final BooleanSupplier wanted;
    private final AtomicReference<State> state = new AtomicReference<>(NONE);

    CurrentTransaction(BooleanSupplier wanted) {
        this.wanted = wanted;
    }

    @Nullable Transaction current() {
        State now = state.get();
        return now == null ? null : now.transaction;
    }

    Mono<Transaction> begin(Mono<Transaction> source) {
        return Mono.defer(() -> {
            if (!state.compareAndSet(NONE, BEGINNING)) {
                return Mono.error(new R2dbcNonTransientResourceException(
                        "A transaction is already open on this connection; use createSavepoint for an inner one",
                        "25001",
                        0));
            }
            return source.doOnError(failure -> forget())
                    .doOnCancel(this::forget)
                    .flatMap(this::begun);
        });
    }

    private Mono<Transaction> begun(Transaction transaction) {
        state.set(new State(transaction));
        if (wanted.getAsBoolean()) {
            return Mono.just(transaction);
        }
        return end(Transaction::rollback)
                .then(Mono.error(new R2dbcNonTransientResourceException(
                        "The connection was closed while its transaction began", "08003", 0)));
    }

    private void forget() {
        state.compareAndSet(BEGINNING, NONE);
    }

    /** Runs a command of the open transaction; fails when there is none. */
    Mono<Void> in(Function<Transaction, Mono<Void>> command) {
        return Mono.defer(() -> {
            Transaction open = current();
            return open == null
                    ? Mono.error(new R2dbcNonTransientResourceException(
                            "No transaction is open on this connection; begin one", "25P01", 0))
                    : command.apply(open);
        });
    }

    /** Ends the transaction, if one is open; afterwards there is none, also when that failed. */
    Mono<Void> end(Function<Transaction, Mono<Void>> how) {
        return Mono.defer(() -> {
            State open = state.get();
            Transaction transaction = open == null ? null : open.transaction;
            if (transaction == null) {
                return Mono.empty();
            }
            return how.apply(transaction).doOnTerminate(() -> state.compareAndSet(open, NONE));
        });
    }
}
