package dev.sluice.sqlite;

import dev.sluice.error.Printable;
import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.LeakWatch.Origin;
import dev.sluice.sqlite.engine.Call;
import dev.sluice.sqlite.engine.Engine;
import dev.sluice.sqlite.engine.Terms;
import dev.sluice.sqlite.engine.Transaction;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Lifecycle;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A logical connection: remembers whether a transaction is open and which timeouts hold, and routes statements. Used by
 * one caller at a time, but for the shared one, which knows no transactions.
 */
final class SqliteConnection implements Connection, Lifecycle, Runner {

    private final Opening opening;
    private final Plan.Cache plans;
    private final boolean shared;
    private final LeakWatch leaks;
    private final Disposable held;
    private final CurrentTransaction transaction;
    private volatile Terms terms;
    private volatile boolean autoCommit = true;
    private volatile boolean closed;

    SqliteConnection(Opening opening, Plan.Cache plans, boolean shared, LeakWatch leaks, @Nullable Origin origin) {
        this.opening = opening;
        this.plans = plans;
        this.shared = shared;
        this.terms = opening.options().terms();
        this.leaks = leaks;
        this.held = leaks.watch(origin);
        this.transaction = new CurrentTransaction(() -> !closed, leaks);
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
        Plan plan = anyPlan(sql);
        R2dbcException refusal = plan.refusal();
        if (refusal != null) {
            throw refusal;
        }
        return plan;
    }

    /** The plan of a text, also when it may run in a session only. */
    Plan anyPlan(String sql) {
        return plans.get(sql);
    }

    boolean isInTransaction() {
        return transaction.current() != null;
    }

    /** The times every statement is given. */
    Terms terms() {
        return terms;
    }

    /** The times a statement is given that has its own timeout, or none. */
    Terms terms(@Nullable Duration statementTimeout) {
        return statementTimeout == null ? terms : new Terms(statementTimeout, terms.lockWaitTimeout());
    }

    /** The times of a transaction. */
    Terms terms(TransactionDefinition definition) {
        Duration lockWait = definition.getAttribute(TransactionDefinition.LOCK_WAIT_TIMEOUT);
        return lockWait == null ? terms : new Terms(terms.statementTimeout(), lockWait);
    }

    /** Runs a plan in the open transaction, or by its route. */
    @Override
    public Flux<SqliteResult> run(Plan plan, Calls calls, @Nullable Duration timeout) {
        requireOpen();
        Terms own = terms(timeout);
        Transaction open = transaction.current();
        if (open != null) {
            return inTransaction(open, plan, calls, own);
        }
        if (!autoCommit) {
            return begin(own, false, here(null)).flatMapMany(begun -> inTransaction(begun, plan, calls, own));
        }
        R2dbcException refusal = plan.refusalInAutocommit();
        return refusal == null ? autocommit(plan, calls, own) : Flux.error(refusal);
    }

    private Flux<SqliteResult> inTransaction(Transaction open, Plan plan, Calls calls, Terms own) {
        if (plan.isRead()) {
            return Runner.queries(calls, call -> open.read(call, own, new RowMaker()));
        }
        return Runner.outcomes(calls, list -> open.write(list, own));
    }

    private Flux<SqliteResult> autocommit(Plan plan, Calls calls, Terms own) {
        if (plan.isRead()) {
            return Runner.queries(calls, call -> rows(call, own));
        }
        return Runner.outcomes(
                calls, list -> opening.engine().flatMap(engine -> engine.write(list, own, plan.mode(list))));
    }

    private Flux<SqliteRow> rows(Call call, Terms own) {
        Engine open = opening.current().orElse(null);
        return open != null
                ? open.read(call, own, new RowMaker())
                : opening.engine().flatMapMany(engine -> engine.read(call, own, new RowMaker()));
    }

    // ---- transactions ----

    @Override
    public Mono<Void> beginTransaction() {
        Origin here = here(null);
        return Mono.defer(() -> begin(terms, false, here)).then();
    }

    /** Isolation is SERIALIZABLE whatever is asked for; READ_ONLY takes a snapshot and no lock. */
    @Override
    public Mono<Void> beginTransaction(TransactionDefinition definition) {
        Require.argument(definition, "definition");
        Origin here = here(definition.getAttribute(TransactionDefinition.NAME));
        return Mono.defer(() -> {
                    boolean readOnly = Boolean.TRUE.equals(definition.getAttribute(TransactionDefinition.READ_ONLY));
                    return begin(terms(definition), readOnly, here);
                })
                .then();
    }

    private @Nullable Origin here(@Nullable String name) {
        return leaks.here(() -> "The transaction" + (name == null ? "" : " '" + Printable.escape(name) + "'"));
    }

    private Mono<Transaction> begin(Terms own, boolean readOnly, @Nullable Origin origin) {
        requireOpen();
        if (shared) {
            return Mono.error(new IllegalStateException(
                    "This connection is shared by all autocommit statements; take one of your own for a transaction"));
        }
        return transaction.begin(
                owner -> opening.engine().flatMap(engine -> engine.begin(own, readOnly, owner)), origin);
    }

    @Override
    public Mono<Void> commitTransaction() {
        return transaction.end(Transaction::commit);
    }

    @Override
    public Mono<Void> rollbackTransaction() {
        return transaction.end(Transaction::rollback);
    }

    @Override
    public Mono<Void> createSavepoint(String name) {
        Require.argument(name, "name");
        Origin here = here(null);
        return Mono.defer(() -> {
            Transaction open = transaction.current();
            return (open == null ? begin(terms, false, here) : Mono.just(open)).flatMap(begun -> begun.savepoint(name));
        });
    }

    @Override
    public Mono<Void> releaseSavepoint(String name) {
        Require.argument(name, "name");
        return transaction.in(open -> open.release(name));
    }

    @Override
    public Mono<Void> rollbackTransactionToSavepoint(String name) {
        Require.argument(name, "name");
        return transaction.in(open -> open.rollbackTo(name));
    }

    @Override
    public boolean isAutoCommit() {
        return autoCommit && transaction.current() == null;
    }

    /** Changing the mode commits an open transaction; setting it to what it is does nothing. */
    @Override
    public Mono<Void> setAutoCommit(boolean wanted) {
        return Mono.defer(() -> {
            if (wanted == isAutoCommit()) {
                return Mono.empty();
            }
            return transaction.end(Transaction::commit).then(Mono.fromRunnable(() -> autoCommit = wanted));
        });
    }

    // ---- the rest ----

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return IsolationLevel.SERIALIZABLE;
    }

    /** Every level is met by the one SQLite has, SERIALIZABLE, so that there is nothing to set. */
    @Override
    public Mono<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        Require.argument(isolationLevel, "isolationLevel");
        return Mono.empty();
    }

    @Override
    public Mono<Void> setLockWaitTimeout(Duration timeout) {
        Duration checked =
                SqliteOptions.LOCK_WAIT_TIMEOUT.check(Require.argument(timeout, "timeout"), "setLockWaitTimeout");
        return Mono.fromRunnable(() -> terms = new Terms(terms.statementTimeout(), checked));
    }

    @Override
    public Mono<Void> setStatementTimeout(Duration timeout) {
        Duration checked =
                CoreSettings.STATEMENT_TIMEOUT.check(Require.argument(timeout, "timeout"), "setStatementTimeout");
        return Mono.fromRunnable(() -> terms = new Terms(checked, terms.lockWaitTimeout()));
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return new ConnectionMetadata() {
            @Override
            public String getDatabaseProductName() {
                return "SQLite";
            }

            @Override
            public String getDatabaseVersion() {
                return opening.current().map(Engine::version).orElse("unknown until opened");
            }
        };
    }

    @Override
    public Mono<Boolean> validate(ValidationDepth depth) {
        return Mono.defer(() -> {
            if (closed || opening.current().isEmpty()) {
                return Mono.just(false);
            }
            return depth == ValidationDepth.LOCAL ? Mono.just(true) : answers();
        });
    }

    private Mono<Boolean> answers() {
        return Flux.from(createStatement("SELECT 1").execute())
                .concatMap(result -> result.map((row, metadata) -> true))
                .last(false)
                .onErrorReturn(false);
    }

    /** Nothing is needed: a connection that came back to a pool is as new. */
    @Override
    public Mono<Void> postAllocate() {
        return Mono.empty();
    }

    /**
     * Rolls back what is open and takes back every setting, for the next user of a pool. Pools themselves see only
     * transactions that were begun by that name, not those begun by a savepoint or without autocommit.
     */
    @Override
    public Mono<Void> preRelease() {
        return transaction.end(Transaction::rollback).then(Mono.fromRunnable(() -> {
            held.dispose();
            autoCommit = true;
            terms = opening.options().terms();
        }));
    }

    /** Rolls back what is open, then completes. */
    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            if (shared) {
                return Mono.empty();
            }
            closed = true;
            held.dispose();
            return transaction.end(Transaction::rollback);
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new R2dbcNonTransientResourceException("The connection is closed; create another one", "08003", 0);
        }
    }
}
