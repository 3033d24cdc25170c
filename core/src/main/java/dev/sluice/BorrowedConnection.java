package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionException;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A connection that cannot be closed by its borrower, nor, inside a transaction, taken out of it. */
final class BorrowedConnection implements Connection, Wrapped<Connection> {

    private final Connection owner;
    private final boolean inTransaction;

    BorrowedConnection(Connection owner, boolean inTransaction) {
        this.owner = owner;
        this.inTransaction = inTransaction;
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
    public Publisher<Void> close() {
        return refuse("closed");
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return guarded(owner.beginTransaction(), "begun");
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return guarded(owner.beginTransaction(definition), "begun");
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return guarded(owner.commitTransaction(), "committed");
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return guarded(owner.rollbackTransaction(), "rolled back");
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return guarded(owner.setAutoCommit(autoCommit), "switched to or from autocommit");
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return guarded(owner.setTransactionIsolationLevel(isolationLevel), "given another isolation level");
    }

    private Publisher<Void> guarded(Publisher<Void> action, String what) {
        return inTransaction ? refuse(what) : action;
    }

    private static Publisher<Void> refuse(String what) {
        return Mono.error(() -> new TransactionException(
                "A borrowed connection cannot be " + what + " by its borrower; the Database does that",
                ErrorDetails.NONE,
                null));
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
        return "Borrowed[" + owner + "]";
    }
}
