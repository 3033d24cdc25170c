package dev.sluice.generic;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A connection whose close is counted, and which is rolled back first when a transaction is still open on it. */
final class LeasedConnection implements Connection, Wrapped<Connection> {

    private final Connection owner;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedConnection(Connection owner, Runnable onClose) {
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
    public Connection unwrap() {
        return owner;
    }

    @Override
    public <E> E unwrap(Class<E> targetClass) {
        return targetClass.isInstance(owner) ? targetClass.cast(owner) : Wrapped.super.unwrap(targetClass);
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return owner.beginTransaction();
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return owner.beginTransaction(definition);
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return owner.commitTransaction();
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return owner.rollbackTransaction();
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return owner.setAutoCommit(autoCommit);
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return owner.setTransactionIsolationLevel(isolationLevel);
    }

    @Override
    public Batch createBatch() {
        return owner.createBatch();
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return owner.createSavepoint(name);
    }

    @Override
    public Statement createStatement(String sql) {
        return owner.createStatement(sql);
    }

    @Override
    public boolean isAutoCommit() {
        return owner.isAutoCommit();
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return owner.getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return owner.getTransactionIsolationLevel();
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return owner.releaseSavepoint(name);
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return owner.rollbackTransactionToSavepoint(name);
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return owner.setLockWaitTimeout(timeout);
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return owner.setStatementTimeout(timeout);
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return owner.validate(depth);
    }

    @Override
    public String toString() {
        return "Leased[" + owner + "]";
    }
}
