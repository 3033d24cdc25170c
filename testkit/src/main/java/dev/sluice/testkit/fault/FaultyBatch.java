package dev.sluice.testkit.fault;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;

/** A driver's batch whose execution goes through the script. */
final class FaultyBatch implements Batch {

    private final Batch driver;
    private final FaultScript script;
    private final FaultScript.Line line;

    FaultyBatch(Batch driver, FaultScript script, FaultScript.Line line) {
        this.driver = driver;
        this.script = script;
        this.line = line;
    }

    @Override
    public Batch add(String sql) {
        driver.add(sql);
        return this;
    }

    @Override
    public Flux<Result> execute() {
        return script.run(FaultPoint.EXECUTE, driver::execute, Result::getRowsUpdated, line);
    }
}
