package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/** What the loop itself costs: requests that are answered at once. */
@State(Scope.Benchmark)
public class LoopCost implements Workload<Long> {

    private static final int BATCH = 100_000;

    @Param("64")
    int inFlight;

    /** Answers a batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] loop() throws InterruptedException {
        return ClosedLoop.run(this, 0, BATCH, inFlight);
    }

    @Override
    public Mono<Long> send(long number) {
        return Mono.just(number);
    }

    @Override
    public boolean isRight(long number, Long reply) {
        return reply == number;
    }
}
