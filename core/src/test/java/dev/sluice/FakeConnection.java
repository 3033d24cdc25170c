package dev.sluice;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A connection that asks its driver's script for each answer. */
final class FakeConnection implements Connection {

    private final FakeDriver driver;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    FakeConnection(FakeDriver driver) {
        this.driver = driver;
        driver.open.incrementAndGet();
        driver.connections.add(this);
    }

    private Publisher<Void> call(String name) {
        return driver.answer(name, Mono.<Void>empty()).doOnSubscribe(begun -> calls.add(name));
    }

    /** What was subscribed to on this connection, in order; a statement is STATEMENT. */
    List<String> calls() {
        return calls;
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return call("BEGIN");
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return call("BEGIN");
    }

    @Override
    public Publisher<Void> close() {
        return Mono.from(call("CLOSE")).doOnSubscribe(begun -> driver.open.decrementAndGet());
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return call("COMMIT");
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return call("ROLLBACK");
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return call("SAVEPOINT");
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return call("RELEASE");
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return call("ROLLBACK TO");
    }

    @Override
    public Statement createStatement(String sql) {
        return new FakeStatement(driver, sql, () -> calls.add("STATEMENT"));
    }

    @Override
    public boolean isAutoCommit() {
        return true;
    }

    @Override
    public Batch createBatch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionMetadata getMetadata() {
        throw new UnsupportedOperationException();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return IsolationLevel.SERIALIZABLE;
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return Mono.empty();
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return Mono.empty();
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return Mono.empty();
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return Mono.empty();
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return Mono.just(true);
    }
}
