package dev.sluice;

import dev.sluice.spi.Access;
import dev.sluice.spi.Phase;
import dev.sluice.spi.Verdict;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One attempt of an outermost transaction: acquire, begin, body, commit, give back. Its fields are written by one signal
 * after the other, except for {@link #cancelled}.
 *
 * <p>What happens after the body, the hooks included, is no longer the caller's to cancel.
 */
final class Attempt {

    private final Client client;
    private final TransactionOptions options;
    private final int number;
    private final Deadline deadline;
    private final OutcomeReport report;
    private volatile @Nullable Scope scope;
    private volatile @Nullable Throwable outcome;
    private volatile boolean isBeginning;
    private volatile boolean isEnding;
    private volatile boolean cancelled;

    Attempt(Client client, TransactionOptions options, int number, Deadline deadline, OutcomeReport report) {
        this.client = client;
        this.options = options;
        this.number = number;
        this.deadline = deadline;
        this.report = report;
    }

    <T> Mono<T> run(Function<? super Transaction, ? extends Mono<T>> body) {
        return Mono.usingWhen(
                        acquire(),
                        open -> begin(open)
                                .then(Mono.<T>defer(() -> body.apply(open)))
                                .contextWrite(context -> inside(context, open))
                                .transform(deadline::limit),
                        this::commit,
                        this::rollback,
                        this::rollbackOnCancel)
                .onErrorMap(this::settled)
                .doOnCancel(() -> cancelled = true);
    }

    /** Emits the body's values before the commit. */
    <T> Flux<T> stream(Function<? super Transaction, ? extends Publisher<T>> body) {
        return Flux.usingWhen(
                        acquire(),
                        open -> begin(open)
                                .thenMany(Flux.<T>defer(() -> body.apply(open)))
                                .contextWrite(context -> inside(context, open))
                                .transform(deadline::limit),
                        this::commit,
                        this::rollback,
                        this::rollbackOnCancel)
                .onErrorMap(this::settled)
                .doOnCancel(() -> cancelled = true);
    }

    private Mono<Scope> acquire() {
        Access access = options.readOnly() ? Access.READ : Access.WRITE;
        return client.leases.acquire(access, deadline::limit).map(connection -> {
            Scope opened = Scope.outermost(connection, options, number);
            scope = opened;
            return opened;
        });
    }

    private Mono<Void> begin(Scope open) {
        return Mono.defer(() -> {
            isBeginning = true;
            // Whoever ends the attempt says so before it looks at isBeginning: one of the two sees the other.
            return isEnding
                    ? Mono.never()
                    : Mono.from(open.connection().beginTransaction(new Definition(options)))
                            .doOnError(open::fail)
                            .doOnTerminate(() -> begun(open));
        });
    }

    /** Watched only from here: who waits for its turn to begin, as on SQLite, holds up nobody. */
    private void begun(Scope open) {
        isBeginning = false;
        client.leaks.held(open.connection());
    }

    private Context inside(Context context, Scope open) {
        Context ours = context.put(client, open);
        return client.ambient == null ? ours : client.ambient.expose(ours, open.connection());
    }

    private Mono<Void> commit(Scope open) {
        return open.drain()
                .transform(deadline::limit)
                .then(Mono.defer(() -> concluded(open)))
                .doOnError(error -> outcome = error)
                .onErrorResume(error -> afterFailedCommit(open, error));
    }

    /** A failed statement that the body swallowed fails the transaction; setRollbackOnly does not. */
    private Mono<Void> concluded(Scope open) {
        // Asked first: a failure makes it rollback-only, too, and one that comes in between must not look like the
        // wish.
        boolean undo = open.isRollbackOnly();
        Throwable first = open.failure();
        if (first != null) {
            return Mono.error(open.aborted(first));
        }
        return undo ? end(open, null) : committed(open);
    }

    private Mono<Void> committed(Scope open) {
        return sendCommit(open)
                .then(Mono.defer(() -> client.leases.giveBack(open.connection())))
                .then(Mono.defer(() -> AfterCommit.run(open.takeHooks(), client)));
    }

    private Mono<Void> sendCommit(Scope open) {
        open.enterCommit();
        return inTime(Mono.defer(() -> Mono.from(open.connection().commitTransaction())))
                .doOnSuccess(done -> report.committed(open, cancelled));
    }

    /** An answer that nobody waits for any more is logged and counted, not signalled. */
    private Mono<Void> afterFailedCommit(Scope open, Throwable error) {
        Mono<Void> cleanUp;
        if (verdict(error) == Verdict.UNKNOWN && open.phase() == Phase.COMMIT) {
            report.unknown(open, error, cancelled);
            cleanUp = client.leases.discard(open.connection());
        } else {
            cleanUp = end(open, error);
        }
        // Completing here would send the body's value after the cancellation, as if it were stored.
        return cleanUp.then(Mono.defer(() -> cancelled ? Mono.never() : Mono.error(error)));
    }

    private Mono<Void> rollback(Scope open, Throwable error) {
        isEnding = true;
        return stopped(open).then(Mono.defer(() -> end(open, error)));
    }

    private Mono<Void> rollbackOnCancel(Scope open) {
        isEnding = true;
        return stopped(open).then(Mono.defer(() -> end(open, new CancellationException("The caller cancelled"))));
    }

    /** Statements of a failed or cancelled body have been cancelled; one that does not end in time is cut by the rollback. */
    private Mono<Void> stopped(Scope open) {
        return new Limited<>(open.drain(), client.settings.commitWait(), client.timers, () -> null);
    }

    /** Rolls back and gives back. What fails is suppressed under the error that led here, and costs the connection. */
    private Mono<Void> end(Scope open, @Nullable Throwable error) {
        return rolledBack(open)
                .doOnSuccess(done -> report.rolledBack(open, error))
                .then(Mono.fromSupplier(() -> error != null && Judgement.isDoubtful(error)))
                .onErrorResume(failed -> {
                    suppress(error, failed);
                    return Mono.just(true);
                })
                .flatMap(doubtful -> client.leases.release(open.connection(), doubtful));
    }

    private Mono<Void> rolledBack(Scope open) {
        if (isBeginning) {
            // A driver that has not seen the answer to BEGIN believes it is idle and would send no ROLLBACK.
            return Mono.error(Transactions.refused("BEGIN was interrupted; the connection is thrown away"));
        }
        return inTime(Mono.defer(() -> Mono.from(open.connection().rollbackTransaction())));
    }

    private Mono<Void> inTime(Mono<Void> command) {
        return Limited.of(command, client.settings.commitWait(), client.timers);
    }

    static void suppress(@Nullable Throwable error, Throwable further) {
        if (error != null && error != further) { // a throwable cannot suppress itself
            error.addSuppressed(further);
        }
    }

    /** What really went wrong: the outcome of COMMIT rather than how Reactor reports a failed clean-up. */
    private Throwable settled(Throwable error) {
        Throwable ofCommit = outcome;
        return ofCommit == null ? error : ofCommit;
    }

    /** True when the failure is neither the database's nor ours, and to be told as it is. */
    boolean isBodys(Throwable error) {
        Scope open = scope;
        return open != null && Judgement.isBodys(open, error);
    }

    /** What the failure of this attempt means. */
    Verdict verdict(Throwable error) {
        Scope open = scope;
        return open == null
                ? client.backend.failures().classify(error, Phase.CONNECT)
                : Judgement.inTransaction(client, open, error);
    }
}
