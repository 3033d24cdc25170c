package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionAbortedException;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.Phase;
import dev.sluice.sql.Tables;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

/**
 * One open transaction, or one savepoint in it, as the Reactor Context carries it.
 *
 * <p>A scope is open, then failed or rollback-only, then closed. Statements enter through the {@link Gate}; the first that
 * fails makes the scope failed, and no further one is let in. While a nested scope is open its parent lets no statement
 * in, because that statement would be undone with the savepoint without anybody noticing.
 */
final class Scope implements Transaction {

    private final Connection connection;
    private final TransactionOptions options;
    private final int attempt;
    private final @Nullable Scope parent;
    private final int depth;
    private final Gate gate = new Gate();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Scope> nested = new AtomicReference<>();
    private final AtomicReference<Tables> written = new AtomicReference<>(Tables.NONE);
    private final Queue<Supplier<? extends Publisher<?>>> hooks = new ConcurrentLinkedQueue<>();
    private final Sinks.Empty<Void> left = Sinks.empty();
    private volatile boolean isAbandoned;
    private volatile boolean rollbackOnly;
    private volatile Phase phase = Phase.BODY;

    private Scope(Connection connection, TransactionOptions options, int attempt, @Nullable Scope parent) {
        this.connection = connection;
        this.options = options;
        this.attempt = attempt;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** A scope for a transaction that is about to begin on this connection. */
    static Scope outermost(Connection connection, TransactionOptions options, int attempt) {
        return new Scope(connection, options, attempt, null);
    }

    /** The scope of this client in the context, or null. */
    static @Nullable Scope current(ContextView context, Client client) {
        return context.getOrDefault(client, null);
    }

    /** Opens a savepoint scope in this one. */
    Scope openNested(TransactionOptions inner) {
        var child = new Scope(connection, inner, attempt, this);
        checkUsable();
        if (!nested.compareAndSet(null, child)) {
            throw new TransactionException(
                    "A NESTED transaction is already open in this one" + label()
                            + "; run nested transactions one after the other (concatMap), not at the same time",
                    ErrorDetails.NONE,
                    null);
        }
        // Until the savepoint is released or undone, the outer scope must not end.
        if (!gate.enter()) {
            nested.set(null);
            throw ended();
        }
        return child;
    }

    /** Tells the parent that its savepoint was released: what was registered and written here is the parent's now. */
    void mergeIntoParent() {
        Scope outer = outer();
        outer.hooks.addAll(hooks);
        outer.wrote(written());
        leaveParent();
    }

    /** Lets the parent go on without this savepoint; to be told last, because the parent may end at once. */
    void leaveParent() {
        if (outer().nested.compareAndSet(this, null)) {
            left.tryEmitEmpty();
            outer().gate.exit();
        }
    }

    /** Says that this savepoint's caller cancelled it: what the outer scope does next waits until it is undone. */
    void abandon() {
        isAbandoned = true;
    }

    /**
     * Completes once a cancelled savepoint is undone, as {@code nested.timeout(…).onErrorResume(…)} needs it; null when
     * there is nothing to wait for.
     */
    @Nullable
    Mono<Void> undoing() {
        Scope inner = nested.get();
        return inner != null && inner.isAbandoned ? inner.left.asMono() : null;
    }

    /** Runs work as one statement of this scope: it counts as inside until it ends, and its failure is the scope's. */
    <T> Flux<T> run(Tables tables, Supplier<? extends Publisher<T>> work) {
        Mono<Void> undoing = undoing();
        return undoing == null ? admitted(tables, work) : undoing.thenMany(Flux.defer(() -> admitted(tables, work)));
    }

    private <T> Flux<T> admitted(Tables tables, Supplier<? extends Publisher<T>> work) {
        enter();
        return Flux.<T>defer(work).doOnError(this::fail).doFinally(signal -> {
            wrote(tables);
            exit();
        });
    }

    private void enter() {
        checkUsable();
        if (nested.get() != null) {
            throw new TransactionException(
                    "A statement of the outer transaction was started while a NESTED one is open in it" + label()
                            + "; it would be undone with the savepoint",
                    ErrorDetails.NONE,
                    null);
        }
        if (!gate.enter()) {
            throw ended();
        }
    }

    private void exit() {
        gate.exit();
    }

    private void checkUsable() {
        Throwable first = failure.get();
        if (first != null) {
            throw aborted(first);
        }
        if (gate.isClosed()) {
            throw ended();
        }
    }

    private TransactionException ended() {
        return new TransactionException(
                "The transaction" + label() + " has ended; it was used from something that outlived its body",
                ErrorDetails.NONE,
                null);
    }

    TransactionAbortedException aborted(Throwable first) {
        return new TransactionAbortedException(
                "The transaction" + label() + " can only roll back because a statement in it failed: "
                        + first.getMessage() + "; wrap what may fail in a NESTED transaction to recover from it",
                ErrorDetails.ofSqlState("25P02"),
                first);
    }

    /** Remembers the first failure; later ones are its consequences. */
    void fail(Throwable error) {
        failure.compareAndSet(null, error);
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Adds tables to those the transaction wrote. */
    void wrote(Tables tables) {
        written.updateAndGet(before -> before.and(tables));
    }

    Tables written() {
        return Objects.requireNonNull(written.get());
    }

    /** Refuses further statements; completes when those inside have ended. */
    Mono<Void> drain() {
        return gate.close();
    }

    /** The hooks, once. */
    List<Supplier<? extends Publisher<?>>> takeHooks() {
        var taken = List.copyOf(hooks);
        hooks.clear();
        return taken;
    }

    Connection connection() {
        return connection;
    }

    TransactionOptions options() {
        return options;
    }

    Phase phase() {
        return phase;
    }

    void enterCommit() {
        phase = Phase.COMMIT;
    }

    Scope outer() {
        if (parent == null) {
            throw new IllegalStateException("the outermost transaction has no parent");
        }
        return parent;
    }

    /** The savepoint's name; unique within the transaction because nested scopes do not overlap. */
    String savepoint() {
        return "sluice_" + depth;
    }

    private String label() {
        return parent == null || options.name().isPresent() ? options.label() : parent.label();
    }

    private void refuseAfterEnd() {
        if (gate.isClosed()) {
            throw ended();
        }
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Optional<String> name() {
        return options.name().or(() -> parent == null ? Optional.empty() : parent.name());
    }

    @Override
    public boolean isReadOnly() {
        return options.readOnly() || (parent != null && parent.isReadOnly());
    }

    @Override
    public void setRollbackOnly() {
        refuseAfterEnd();
        rollbackOnly = true;
    }

    @Override
    public boolean isRollbackOnly() {
        return rollbackOnly || failure.get() != null;
    }

    @Override
    public void afterCommit(Supplier<? extends Publisher<?>> hook) {
        Objects.requireNonNull(hook, "hook");
        refuseAfterEnd();
        hooks.add(hook);
    }
}
