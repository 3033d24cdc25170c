package dev.sluice.testkit.fault;

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
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A driver's connection whose calls go through the script. */
final class FaultyConnection implements Connection, Wrapped<Connection>, FaultScript.Line {

    static final FaultScript.Line NO_LINE = new FaultScript.Line() {
        @Override
        public boolean isLost() {
            return false;
        }

        @Override
        public Mono<Void> cut() {
            return Mono.empty();
        }
    };

    private final Connection driver;
    private final FaultScript script;
    private final Runnable onClose;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean lost;

    FaultyConnection(Connection driver, FaultScript script, Runnable onClose) {
        this.driver = driver;
        this.script = script;
        this.onClose = onClose;
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    @Override
    public Mono<Void> cut() {
        return Mono.defer(() -> {
            lost = true;
            return Mono.from(driver.rollbackTransaction()).onErrorComplete().then(end());
        });
    }

    private Mono<Void> end() {
        return Mono.defer(() -> {
            if (!ended.compareAndSet(false, true)) {
                return Mono.empty();
            }
            return Mono.from(driver.close()).doFinally(signal -> onClose.run());
        });
    }

    private Flux<Void> scripted(FaultPoint point, Supplier<Publisher<Void>> call) {
        return script.run(point, call, this);
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return scripted(FaultPoint.BEGIN, driver::beginTransaction);
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return scripted(FaultPoint.BEGIN, () -> driver.beginTransaction(definition));
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return scripted(FaultPoint.COMMIT, driver::commitTransaction);
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return scripted(FaultPoint.ROLLBACK, driver::rollbackTransaction);
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return scripted(FaultPoint.SAVEPOINT, () -> driver.createSavepoint(name));
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return scripted(FaultPoint.RELEASE, () -> driver.releaseSavepoint(name));
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return scripted(FaultPoint.ROLLBACK_TO, () -> driver.rollbackTransactionToSavepoint(name));
    }

    @Override
    public Publisher<Void> close() {
        return end().thenMany(scripted(FaultPoint.CLOSE, Mono::empty));
    }

    @Override
    public Statement createStatement(String sql) {
        return new FaultyStatement(driver.createStatement(sql), script, this);
    }

    @Override
    public Batch createBatch() {
        return new FaultyBatch(driver.createBatch(), script, this);
    }

    @Override
    public boolean isAutoCommit() {
        return driver.isAutoCommit();
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return driver.getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return driver.getTransactionIsolationLevel();
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return driver.setAutoCommit(autoCommit);
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return driver.setLockWaitTimeout(timeout);
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return driver.setStatementTimeout(timeout);
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return driver.setTransactionIsolationLevel(isolationLevel);
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return lost ? Mono.just(false) : driver.validate(depth);
    }

    @Override
    public Connection unwrap() {
        return driver;
    }

    @Override
    public String toString() {
        return "Faulty[" + driver + "]";
    }
}
