package dev.sluice;

import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionTimeoutException;
import dev.sluice.spi.Access;
import dev.sluice.spi.Phase;
import dev.sluice.spi.SqlStateClassifier;
import dev.sluice.spi.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One outermost transaction for one subscriber: its attempts, its deadline, its outcome.
 *
 * <p>Each attempt acquires, begins, runs the body, commits and releases, top-down in {@link #attempt}; the retry wraps the
 * whole attempt from outside. Fields are written by one attempt after the other, never at once.
 */
final class TransactionRun {

    private final Client client;
    private final TransactionOptions options;
    private final RetryPolicy retry;
    private final Duration timeout;
    private final long startedAt;
    private final OutcomeReport report;
    private final List<Throwable> earlier = new ArrayList<>();
    private volatile @Nullable Scope scope;
    private volatile @Nullable Throwable outcome;
    private volatile boolean cancelled;
    private volatile boolean isCommitted;

    TransactionRun(Client client, TransactionOptions options) {
        this.client = client;
        this.options = options;
        this.retry = options.retry().orElse(client.settings.retry());
        this.timeout = options.timeout().orElse(client.settings.transactionTimeout());
        this.startedAt = client.environment.clock().millis();
        this.report = new OutcomeReport(client);
    }

    /** Runs the body until an attempt commits or fails for good. */
    <T> Mono<T> run(Function<? super Transaction, ? extends Mono<T>> body) {
        return attempts(1, body).doOnCancel(() -> cancelled = true);
    }

    private <T> Mono<T> attempts(int number, Function<? super Transaction, ? extends Mono<T>> body) {
        return attempt(number, body)
                .onErrorResume(error -> afterFailure(number, error).then(Mono.defer(() -> attempts(number + 1, body))));
    }

    private <T> Mono<T> attempt(int number, Function<? super Transaction, ? extends Mono<T>> body) {
        scope = null;
        outcome = null;
        return Mono.usingWhen(
                        acquire(number),
                        open -> begin(open)
                                .then(Mono.<T>defer(() -> body.apply(open)))
                                .contextWrite(context -> inside(context, open))
                                .transform(this::withinDeadline),
                        this::commit,
                        this::rollback,
                        this::rollbackOnCancel)
                .onErrorMap(this::settled)
                .transform(this::hooked);
    }

    /** Streams the body's values; one attempt only, because they are emitted before the commit. */
    <T> Flux<T> stream(Function<? super Transaction, ? extends Publisher<T>> body) {
        return Flux.usingWhen(
                        acquire(1),
                        open -> begin(open)
                                .thenMany(Flux.<T>defer(() -> body.apply(open)))
                                .contextWrite(context -> inside(context, open))
                                .transform(this::withinOwnTimeout),
                        this::commit,
                        this::rollback,
                        this::rollbackOnCancel)
                .onErrorMap(error -> failure(verdict(settled(error)), settled(error)))
                .concatWith(Mono.defer(() -> runHooks().then(Mono.empty())))
                .doOnCancel(() -> cancelled = true);
    }

    private Mono<Scope> acquire(int number) {
        client.listeners.onAttempt(options.name().orElse(null), number);
        Access access = options.readOnly() ? Access.READ : Access.WRITE;
        return client.backend.acquire(access).transform(this::withinDeadline).map(connection -> {
            Scope opened = Scope.outermost(connection, options, number);
            scope = opened;
            return opened;
        });
    }

    private Mono<Void> begin(Scope open) {
        return Mono.from(open.connection().beginTransaction(new Definition(options)));
    }

    private Context inside(Context context, Scope open) {
        Context ours = context.put(client, open);
        return client.ambient == null ? ours : client.ambient.expose(ours, open.connection());
    }

    private Mono<Void> commit(Scope open) {
        return open.drain()
                .transform(this::withinDeadline)
                .then(Mono.defer(() -> open.isRollbackOnly() ? rollBackInstead(open) : sendCommit(open)))
                .doOnError(error -> outcome = error)
                .onErrorResume(error -> afterFailedCommit(open, error))
                .then(Mono.defer(() -> release(open, null)));
    }

    /** A failed statement that the body swallowed fails the transaction; setRollbackOnly does not. */
    private Mono<Void> rollBackInstead(Scope open) {
        Throwable first = open.failure();
        return first == null ? undo(open, null) : Mono.error(open.aborted(first));
    }

    private Mono<Void> sendCommit(Scope open) {
        open.enterCommit();
        return Mono.from(open.connection().commitTransaction())
                .timeout(client.settings.commitWait(), client.environment.timer())
                .doOnSuccess(done -> committed(open))
                .doOnError(error -> {
                    if (verdict(error) == Verdict.UNKNOWN) {
                        report.unknown(open, error, cancelled);
                    }
                });
    }

    private void committed(Scope open) {
        isCommitted = true;
        report.committed(open, cancelled);
    }

    private Mono<Void> afterFailedCommit(Scope open, Throwable error) {
        Mono<Void> cleanUp =
                verdict(error) == Verdict.UNKNOWN ? client.backend.discard(open.connection()) : end(open, error);
        return cleanUp.then(Mono.error(error));
    }

    private Mono<Void> rollback(Scope open, Throwable error) {
        return stopped(open).then(Mono.defer(() -> end(open, error)));
    }

    private Mono<Void> rollbackOnCancel(Scope open) {
        return stopped(open).then(Mono.defer(() -> end(open, new CancellationException("The caller cancelled"))));
    }

    /** Statements of a failed or cancelled body have been cancelled; one that does not end in time is cut by the rollback. */
    private Mono<Void> stopped(Scope open) {
        return open.drain().timeout(client.settings.commitWait(), Mono.empty(), client.environment.timer());
    }

    private Mono<Void> end(Scope open, Throwable error) {
        return undo(open, error).then(Mono.defer(() -> release(open, error)));
    }

    /** Rolls back; a rollback that fails is suppressed under the error that led to it, and the connection is thrown away. */
    private Mono<Void> undo(Scope open, @Nullable Throwable error) {
        return Mono.from(open.connection().rollbackTransaction())
                .doOnSuccess(done -> report.rolledBack(open, error))
                .onErrorResume(failed -> {
                    suppress(error, failed);
                    return client.backend.discard(open.connection());
                });
    }

    private static void suppress(@Nullable Throwable error, Throwable further) {
        if (error != null && error != further) { // a throwable cannot suppress itself
            error.addSuppressed(further);
        }
    }

    private Mono<Void> release(Scope open, @Nullable Throwable error) {
        boolean doubtful = error != null && isDoubtful(error);
        Mono<Void> back = doubtful
                ? client.backend.discard(open.connection())
                : Mono.from(open.connection().close());
        return back.onErrorResume(failed -> {
            report.notReleased(open, failed);
            return Mono.empty();
        });
    }

    /** After a loss, 25006 (the node became read-only) and 0A000 (a cached plan went stale) a connection is not reused. */
    private static boolean isDoubtful(Throwable error) {
        return SqlStateClassifier.sqlState(error)
                .filter(state -> state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("25006")
                        || state.equals("0A000"))
                .isPresent();
    }

    /** What really went wrong: the outcome of COMMIT rather than how Reactor reports a failed clean-up. */
    private Throwable settled(Throwable error) {
        Throwable ofCommit = outcome;
        return ofCommit == null ? error : ofCommit;
    }

    private Mono<Void> afterFailure(int number, Throwable error) {
        Verdict verdict = verdict(error);
        Throwable failure = failure(verdict, error);
        boolean again = verdict == Verdict.RERUN || (verdict == Verdict.UNKNOWN && options.idempotentBody());
        Duration wait = retry.backoff(number, client.environment.random().getAsDouble());
        if (!again || number >= retry.maxAttempts() || outOfTime(wait) || !client.budget.spend()) {
            earlier.forEach(before -> suppress(failure, before));
            return Mono.error(failure);
        }
        earlier.add(failure);
        client.counters.retries.increment();
        return Mono.delay(wait, client.environment.timer()).then();
    }

    private Verdict verdict(Throwable error) {
        Scope open = scope;
        Throwable first = open == null || open.failure() == null ? error : open.failure();
        Phase phase = open == null ? Phase.CONNECT : open.phase();
        if (options.readOnly()
                && SqlStateClassifier.sqlState(first).filter("25006"::equals).isPresent()) {
            // The body wrote in the transaction it had declared read-only; no other node would take that.
            return Verdict.FINAL;
        }
        return client.backend.failures().classify(first, phase);
    }

    private Throwable failure(Verdict verdict, Throwable error) {
        Throwable translated =
                client.errors.translate(error, null, options.name().orElse(null));
        if (verdict != Verdict.UNKNOWN || translated instanceof AmbiguousCommitException) {
            return translated;
        }
        return new AmbiguousCommitException(
                "COMMIT of the transaction" + label()
                        + " was sent and its answer never came; the transaction may or may "
                        + "not be stored. Read back what it wrote before running it again, or declare its body idempotent",
                translated instanceof DatabaseException ours ? ours.details() : ErrorDetails.NONE,
                error);
    }

    /** Hooks run after the commit, outside the transaction, before the caller gets the value. */
    private <T> Mono<T> hooked(Mono<T> result) {
        return result.flatMap(value -> runHooks().thenReturn(value))
                .switchIfEmpty(Mono.defer(() -> runHooks().then(Mono.empty())));
    }

    private Mono<Void> runHooks() {
        Scope committed = scope;
        return committed == null || !isCommitted ? Mono.empty() : AfterCommit.run(committed.takeHooks(), client);
    }

    private <T> Mono<T> withinDeadline(Mono<T> work) {
        if (timeout.isZero()) {
            return work;
        }
        return Mono.defer(() -> work.timeout(remaining(), Mono.error(this::timedOut), client.environment.timer()));
    }

    /** The Database's deadline is not one for streams, which last as long as their consumer; a given one is. */
    private <T> Flux<T> withinOwnTimeout(Flux<T> work) {
        if (timeout.isZero() || options.timeout().isEmpty()) {
            return work;
        }
        return Flux.defer(() -> work.takeUntilOther(
                Mono.delay(remaining(), client.environment.timer()).then(Mono.error(this::timedOut))));
    }

    private Throwable timedOut() {
        return new TransactionTimeoutException(
                "The transaction" + label() + " was rolled back after its deadline of " + timeout.toMillis()
                        + " ms (setting transactionTimeout); shorten it or raise it",
                ErrorDetails.NONE,
                null);
    }

    private String label() {
        return options.name().map(name -> " '" + name + "'").orElse("");
    }

    private Duration remaining() {
        Duration left = timeout.minusMillis(client.environment.clock().millis() - startedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean outOfTime(Duration wait) {
        return !timeout.isZero() && remaining().compareTo(wait) <= 0;
    }
}
