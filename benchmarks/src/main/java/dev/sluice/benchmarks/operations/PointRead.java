package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.load.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Mono;

/** A row by its key. */
public class PointRead extends Load implements Workload<Person> {

    /** Reads a batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void read() throws InterruptedException {
        run(this);
    }

    @Override
    public Mono<Person> send(long number) {
        return delivered(opened.read(key(number, rows)));
    }

    @Override
    public boolean isRight(long number, Person reply) {
        return reply.isNumber(key(number, rows));
    }
}
