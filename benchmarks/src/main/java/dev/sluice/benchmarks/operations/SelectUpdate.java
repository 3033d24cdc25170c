package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Dataset;
import dev.sluice.benchmarks.load.Workload;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Mono;

/** A transaction that reads a row and writes what follows from it. A lost update is noticed at the end. */
public class SelectUpdate extends Load implements Workload<Long> {

    /** Commits a batch of transactions. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void transaction() throws InterruptedException {
        run(this);
    }

    @Override
    public Mono<Long> send(long number) {
        return delivered(opened.deposit(key(number, Dataset.ACCOUNTS)));
    }

    @Override
    public boolean isRight(long number, Long reply) {
        return reply == 1;
    }

    @Override
    void requireStored(long requests) throws SQLException {
        dataset.requireDeposits(requests);
    }
}
