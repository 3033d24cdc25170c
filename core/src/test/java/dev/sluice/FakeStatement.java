package dev.sluice;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement that takes every value and asks its driver's script for its result. */
final class FakeStatement implements Statement {

    private final FakeDriver driver;
    private final String sql;
    private final Runnable onExecute;

    FakeStatement(FakeDriver driver, String sql, Runnable onExecute) {
        this.driver = driver;
        this.sql = sql;
        this.onExecute = onExecute;
    }

    @Override
    public Statement add() {
        return this;
    }

    @Override
    public Statement bind(int index, Object value) {
        return this;
    }

    @Override
    public Statement bind(String name, Object value) {
        return this;
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        return this;
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        return this;
    }

    @Override
    public Publisher<? extends Result> execute() {
        return driver.answers(sql, Mono.fromSupplier(() -> new FakeResult(Flux.empty())))
                .doOnSubscribe(begun -> onExecute.run());
    }
}
