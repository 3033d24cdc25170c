package dev.sluice.spi;

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

/** A connection that hands every call on to another one; what wraps a connection overrides what it does differently. */
public abstract class ForwardingConnection implements Connection, Wrapped<Connection> {

    private final Connection owner;

    /** @param owner what the calls are handed on to */
    protected ForwardingConnection(Connection owner) {
        this.owner = owner;
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
    public Publisher<Void> close() {
        return owner.close();
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return owner.commitTransaction();
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
    public Publisher<Void> rollbackTransaction() {
        return owner.rollbackTransaction();
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return owner.rollbackTransactionToSavepoint(name);
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return owner.setAutoCommit(autoCommit);
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
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return owner.setTransactionIsolationLevel(isolationLevel);
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return owner.validate(depth);
    }
}
