package dev.sluice.testkit.fault;

import dev.sluice.spi.ForwardingConnection;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A driver's connection whose calls go through the script. */
final class FaultyConnection extends ForwardingConnection implements FaultScript.Line {

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
        super(driver);
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
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return lost ? Mono.just(false) : driver.validate(depth);
    }

    @Override
    public String toString() {
        return "Faulty[" + driver + "]";
    }
}
