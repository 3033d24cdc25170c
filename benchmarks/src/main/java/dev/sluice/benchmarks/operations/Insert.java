package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.load.Workload;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Mono;

/** An INSERT in autocommit. */
public class Insert extends Load implements Workload<Long> {

    /** Stores a batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void insert() throws InterruptedException {
        run(this);
    }

    @Override
    public Mono<Long> send(long number) {
        return delivered(opened.insert(Event.of(number)));
    }

    @Override
    public boolean isRight(long number, Long reply) {
        return reply == 1;
    }

    @Override
    void requireStored(long requests) throws SQLException {
        dataset.requireEvents(requests);
    }
}
