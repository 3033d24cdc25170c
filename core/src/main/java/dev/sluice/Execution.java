package dev.sluice;

import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.spi.Access;
import dev.sluice.spi.TransactionEvent;
import dev.sluice.spi.Verdict;
import dev.sluice.sql.Tables;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Finds the connection a statement runs on, and runs it: the open transaction's, a framework's, a shared one, or one
 * leased for it. Outside transactions it runs again after failures that undid it.
 *
 * @param <T> what it emits
 */
final class Execution<T> {

    private final Client client;
    private final DefaultQuery query;
    private final ResultReader<T> reader;

    Execution(Client client, DefaultQuery query, ResultReader<T> reader) {
        this.client = client;
        this.query = query;
        this.reader = reader;
    }

    /** Cold; each subscription runs the statement. */
    Flux<T> run() {
        return Flux.deferContextual(context -> {
            Scope scope = Scope.current(context, client);
            return scope == null ? client.admitted(() -> outside(context)) : inside(scope);
        });
    }

    private Flux<T> inside(Scope scope) {
        if (scope.isReadOnly() && query.info().kind().changesDatabase()) {
            return scope.run(Tables.NONE, () -> Flux.error(this::readOnly));
        }
        return scope.run(query.info().writes(), () -> new StatementRun<>(client, query, reader).on(scope.connection()));
    }

    private Flux<T> outside(ContextView context) {
        Optional<Mono<Connection>> ambient =
                client.ambient == null ? Optional.empty() : client.ambient.current(context);
        return ambient.isPresent()
                ? ambient.get().flatMapMany(connection -> once(new StatementRun<>(client, query, reader), connection))
                : attempt(1, client.environment.clock().millis());
    }

    private Flux<T> attempt(int number, long firstAt) {
        var run = new StatementRun<>(client, query, reader);
        return connected(run).onErrorResume(error -> afterFailure(error, run, number, firstAt));
    }

    private Flux<T> connected(StatementRun<T> run) {
        Access access = query.isReadOnly() ? Access.READ : Access.WRITE;
        Optional<Connection> shared = client.backend.shared(access);
        if (shared.isPresent()) {
            return once(run, shared.get());
        }
        return Flux.usingWhen(
                client.leases.acquire(access, UnaryOperator.identity()),
                connection -> once(run, connection),
                client.leases::giveBack,
                (connection, error) -> client.leases.release(connection, isDoubtful(error, run)),
                client.leases::giveBack);
    }

    private boolean isDoubtful(Throwable error, StatementRun<T> run) {
        return Judgement.isDoubtful(error) || verdict(error, run) == Verdict.UNKNOWN;
    }

    private Verdict verdict(Throwable error, StatementRun<T> run) {
        return Judgement.ofStatement(client, error, run.wasSent(), query.isReadOnly());
    }

    private Flux<T> once(StatementRun<T> run, Connection connection) {
        if (query.isReadOnly() || client.listeners.isEmpty()) {
            return run.on(connection);
        }
        return run.on(connection)
                .doOnComplete(() -> client.listeners.onCommit(event(null)))
                .doOnCancel(() -> abandoned(run));
    }

    /** A cancelled write may have been stored all the same. */
    private void abandoned(StatementRun<T> run) {
        if (run.wasSent()) {
            client.listeners.onUnknown(event(null));
        }
    }

    private TransactionEvent event(@Nullable Throwable failure) {
        Tables written = query.info().writes();
        return new TransactionEvent(query.label(), 1, written, Duration.ZERO, failure);
    }

    private Flux<T> afterFailure(Throwable error, StatementRun<T> run, int number, long firstAt) {
        Throwable translated = client.errors.translate(error, query.text(), query.label());
        Verdict verdict = verdict(error, run);
        if (verdict == Verdict.UNKNOWN) {
            client.counters.unknown.increment();
            client.listeners.onUnknown(event(translated));
            return Flux.error(ambiguous(translated));
        }
        RetryPolicy retry = client.settings.retry();
        Duration wait = retry.backoff(number, client.environment.random().getAsDouble());
        boolean again = verdict == Verdict.RERUN
                && run.rows() == 0
                && number < retry.maxAttempts()
                && inTime(firstAt, wait)
                && client.budget.spend();
        if (!again) {
            return Flux.error(translated);
        }
        client.counters.retries.increment();
        return Mono.delay(wait, client.environment.timer()).flatMapMany(tick -> attempt(number + 1, firstAt));
    }

    /** The deadline of transactions bounds what an autocommit statement spends on being run again. */
    private boolean inTime(long firstAt, Duration wait) {
        Duration deadline = client.settings.transactionTimeout();
        long after = client.environment.clock().millis() + wait.toMillis() - firstAt;
        return deadline.isZero() || after < deadline.toMillis();
    }

    private Throwable ambiguous(Throwable cause) {
        return cause instanceof AmbiguousCommitException
                ? cause
                : new AmbiguousCommitException(
                        "A write was sent and its answer never came; it may or may not be stored. Read back what it "
                                + "writes before running it again" + query.describe(),
                        cause instanceof DatabaseException ours
                                ? ours.details()
                                : ErrorDetails.NONE.withStatement(query.text(), query.label()),
                        cause);
    }

    /** Not every driver keeps READ ONLY, and where it does, 25006 also means a node that lost its role. */
    private AccessDeniedException readOnly() {
        return new AccessDeniedException(
                "A statement that changes the database was started in a read-only transaction; begin it without "
                        + "withReadOnly()" + query.describe(),
                ErrorDetails.NONE.withStatement(query.text(), query.label()),
                null);
    }
}
