package dev.sluice.testkit.fault;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;

/** A driver's statement whose execution goes through the script. */
final class FaultyStatement implements Statement {

    private final Statement driver;
    private final FaultScript script;
    private final FaultScript.Line line;

    FaultyStatement(Statement driver, FaultScript script, FaultScript.Line line) {
        this.driver = driver;
        this.script = script;
        this.line = line;
    }

    /** A fault after the execution discards the results: without reading them some drivers would not finish it. */
    @Override
    public Flux<Result> execute() {
        return script.run(FaultPoint.EXECUTE, driver::execute, Result::getRowsUpdated, line);
    }

    @Override
    public Statement add() {
        driver.add();
        return this;
    }

    @Override
    public Statement bind(int index, Object value) {
        driver.bind(index, value);
        return this;
    }

    @Override
    public Statement bind(String name, Object value) {
        driver.bind(name, value);
        return this;
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        driver.bindNull(index, type);
        return this;
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        driver.bindNull(name, type);
        return this;
    }

    @Override
    public Statement fetchSize(int rows) {
        driver.fetchSize(rows);
        return this;
    }

    @Override
    public Statement returnGeneratedValues(String... columns) {
        driver.returnGeneratedValues(columns);
        return this;
    }

    @Override
    public String toString() {
        return "Faulty[" + driver + "]";
    }
}
