package dev.sluice.sqlite;

import dev.sluice.spi.LeakWatch;
import dev.sluice.sqlite.engine.Session;
import dev.sluice.sqlite.engine.Terms;
import dev.sluice.sqlite.engine.Transaction;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A logical connection that becomes an exclusive session with the first statement that needs one: raw BEGIN, ATTACH,
 * temporary objects, PRAGMAs that set something. From then on it holds the only writing connection, and everything on it
 * runs there, until it is closed; then all of that is undone. Used by one caller at a time.
 */
final class SessionConnection implements Connection, Runner {

    private final Opening opening;
    private final SqliteConnection logical;
    private volatile @Nullable Session session;
    private final CurrentTransaction transaction;
    private volatile boolean closed;

    SessionConnection(Opening opening, SqliteConnection logical) {
        this.opening = opening;
        this.logical = logical;
        this.transaction = new CurrentTransaction(() -> !closed, LeakWatch.OFF);
    }

    // ---- statements ----

    @Override
    public SqliteStatement createStatement(String sql) {
        return new SqliteStatement(this, plan(Require.argument(sql, "sql")));
    }

    @Override
    public SqliteBatch createBatch() {
        return new SqliteBatch(this);
    }

    @Override
    public Plan plan(String sql) {
        Plan plan = logical.anyPlan(sql);
        R2dbcException refusal = opening.options().isInMemory() ? plan.refusalInMemory() : null;
        if (refusal != null) {
            throw refusal;
        }
        return plan;
    }

    @Override
    public Flux<SqliteResult> run(Plan plan, Calls calls, @Nullable Duration timeout) {
        Session pinned = session;
        if (pinned == null && !plan.needsSession()) {
            return logical.run(plan, calls, timeout);
        }
        if (pinned == null && logical.isInTransaction()) {
            return Flux.error(new R2dbcPermissionDeniedException(
                    "This statement needs the connection for itself, but a transaction is open on it; run it before the"
                            + " transaction",
                    "0A000",
                    0));
        }
        Terms terms = logical.terms(timeout);
        return pinned == null
                ? pin().flatMapMany(begun -> runOn(begun, plan, calls, terms))
                : runOn(pinned, plan, calls, terms);
    }

    private Flux<SqliteResult> runOn(Session pinned, Plan plan, Calls calls, Terms terms) {
        Transaction open = transaction.current();
        if (open == null && !logical.isAutoCommit() && !plan.needsSession()) {
            return begin(pinned, terms, false).flatMapMany(begun -> runOn(pinned, begun, plan, calls, terms));
        }
        return runOn(pinned, open, plan, calls, terms);
    }

    private static Flux<SqliteResult> runOn(
            Session pinned, @Nullable Transaction open, Plan plan, Calls calls, Terms terms) {
        if (plan.isRead()) {
            return Runner.queries(
                    calls,
                    call -> open == null
                            ? pinned.read(call, terms, new RowMaker())
                            : open.read(call, terms, new RowMaker()));
        }
        return Runner.outcomes(
                calls, list -> open == null ? pinned.write(list, terms, plan.mode(list)) : open.write(list, terms));
    }

    private Mono<Session> pin() {
        return opening.engine().flatMap(engine -> engine.pin(this::accept));
    }

    /** On the worker's thread, before the signal goes out, so that no cancellation can lose a session. */
    private boolean accept(Session begun) {
        session = begun;
        return !closed;
    }

    // ---- transactions ----

    @Override
    public Mono<Void> beginTransaction() {
        return Mono.defer(() -> {
            Session pinned = session;
            return pinned == null
                    ? logical.beginTransaction()
                    : begin(pinned, logical.terms(), false).then();
        });
    }

    @Override
    public Mono<Void> beginTransaction(TransactionDefinition definition) {
        Require.argument(definition, "definition");
        return Mono.defer(() -> {
            Session pinned = session;
            boolean readOnly = Boolean.TRUE.equals(definition.getAttribute(TransactionDefinition.READ_ONLY));
            return pinned == null
                    ? logical.beginTransaction(definition)
                    : begin(pinned, logical.terms(definition), readOnly).then();
        });
    }

    private Mono<Transaction> begin(Session pinned, Terms terms, boolean readOnly) {
        return transaction.begin(owner -> pinned.begin(terms, readOnly, owner), null);
    }

    @Override
    public Mono<Void> commitTransaction() {
        return ended(Transaction::commit, logical::commitTransaction);
    }

    @Override
    public Mono<Void> rollbackTransaction() {
        return ended(Transaction::rollback, logical::rollbackTransaction);
    }

    private Mono<Void> ended(Function<Transaction, Mono<Void>> how, Supplier<Mono<Void>> otherwise) {
        return Mono.defer(() -> session == null ? otherwise.get() : transaction.end(how));
    }

    @Override
    public Mono<Void> createSavepoint(String name) {
        Require.argument(name, "name");
        return Mono.defer(() -> {
            if (session == null) {
                return logical.createSavepoint(name);
            }
            Mono<Void> begun = transaction.current() == null ? beginTransaction() : Mono.empty();
            return begun.then(Mono.defer(() -> in(open -> open.savepoint(name), Mono::empty)));
        });
    }

    @Override
    public Mono<Void> releaseSavepoint(String name) {
        Require.argument(name, "name");
        return in(open -> open.release(name), () -> logical.releaseSavepoint(name));
    }

    @Override
    public Mono<Void> rollbackTransactionToSavepoint(String name) {
        Require.argument(name, "name");
        return in(open -> open.rollbackTo(name), () -> logical.rollbackTransactionToSavepoint(name));
    }

    /** Runs a command of the session's transaction; without one, the logical connection knows what to say. */
    private Mono<Void> in(Function<Transaction, Mono<Void>> command, Supplier<Mono<Void>> otherwise) {
        return Mono.defer(() -> {
            Transaction open = transaction.current();
            return open == null ? otherwise.get() : command.apply(open);
        });
    }

    @Override
    public boolean isAutoCommit() {
        return logical.isAutoCommit() && transaction.current() == null;
    }

    @Override
    public Mono<Void> setAutoCommit(boolean wanted) {
        return Mono.defer(() -> wanted == isAutoCommit()
                ? Mono.empty()
                : transaction.end(Transaction::commit).then(logical.setAutoCommit(wanted)));
    }

    // ---- the rest ----

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return logical.getTransactionIsolationLevel();
    }

    @Override
    public Mono<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return logical.setTransactionIsolationLevel(isolationLevel);
    }

    @Override
    public Mono<Void> setLockWaitTimeout(Duration timeout) {
        return logical.setLockWaitTimeout(timeout);
    }

    @Override
    public Mono<Void> setStatementTimeout(Duration timeout) {
        return logical.setStatementTimeout(timeout);
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return logical.getMetadata();
    }

    @Override
    public Mono<Boolean> validate(ValidationDepth depth) {
        return logical.validate(depth);
    }

    /** Rolls back what is open and undoes what was changed of the connection, then completes. */
    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            Session pinned = session;
            return pinned == null ? logical.close() : Mono.whenDelayError(pinned.end(), logical.close());
        });
    }
}
