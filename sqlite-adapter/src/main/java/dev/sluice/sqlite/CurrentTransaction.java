package dev.sluice.sqlite;

import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.LeakWatch.Origin;
import dev.sluice.sqlite.engine.Transaction;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The transaction of a connection, if one is open.
 *
 * <p>States: NONE → BEGINNING → OPEN → NONE. BEGINNING becomes OPEN on the worker's thread, before the caller is told, so
 * that no cancellation in between can lose an open transaction; it returns to NONE when the begin fails or is cancelled,
 * and a begin that succeeds after the connection was closed is not accepted.
 */
final class CurrentTransaction {

    private static final State NONE = new State(null, Disposables.disposed());
    private static final State BEGINNING = new State(null, Disposables.disposed());

    private static final class State {

        private final @Nullable Transaction transaction;
        private final Disposable watch;

        State(@Nullable Transaction transaction, Disposable watch) {
            this.transaction = transaction;
            this.watch = watch;
        }
    }

    private final BooleanSupplier wanted;
    private final LeakWatch leaks;
    private final AtomicReference<State> state = new AtomicReference<>(NONE);

    CurrentTransaction(BooleanSupplier wanted, LeakWatch leaks) {
        this.wanted = wanted;
        this.leaks = leaks;
    }

    @Nullable
    Transaction current() {
        State now = state.get();
        return now == null ? null : now.transaction;
    }

    /**
     * Begins a transaction.
     *
     * @param source begins one for an owner, which must accept it
     * @param origin where the program asked for it; null when nobody looks for leaks
     */
    Mono<Transaction> begin(Function<Predicate<Transaction>, Mono<Transaction>> source, @Nullable Origin origin) {
        return Mono.defer(() -> {
            if (!state.compareAndSet(NONE, BEGINNING)) {
                return Mono.error(new R2dbcNonTransientResourceException(
                        "A transaction is already open on this connection; use createSavepoint for an inner one",
                        "25001",
                        0));
            }
            var delivered = new AtomicBoolean();
            return source.apply(transaction -> accept(transaction, origin))
                    .doOnNext(transaction -> delivered.set(true))
                    .doOnError(failure -> state.compareAndSet(BEGINNING, NONE))
                    .doOnCancel(() -> forget(delivered));
        });
    }

    /** Takes a transaction over, on the worker's thread, unless whoever wanted it has gone. */
    private boolean accept(Transaction transaction, @Nullable Origin origin) {
        var open = new State(transaction, leaks.watch(origin));
        // A close that came before found nothing to roll back, and left that to us.
        boolean accepted =
                state.compareAndSet(BEGINNING, open) && (wanted.getAsBoolean() || !state.compareAndSet(open, NONE));
        if (!accepted) {
            open.watch.dispose();
        }
        return accepted;
    }

    /** The begin was cancelled: what it may have begun meanwhile is rolled back, unless its caller has got it. */
    private void forget(AtomicBoolean delivered) {
        if (delivered.get()) {
            return;
        }
        State now = state.getAndSet(NONE);
        if (now != null && now.transaction != null) {
            now.watch.dispose();
            now.transaction.abandon();
        }
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
            if (open == null || transaction == null) {
                return Mono.empty();
            }
            Disposable watch = open.watch;
            return how.apply(transaction).doOnTerminate(() -> {
                state.compareAndSet(open, NONE);
                watch.dispose();
            });
        });
    }
}
