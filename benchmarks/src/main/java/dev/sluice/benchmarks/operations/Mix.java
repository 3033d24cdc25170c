package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.load.Workload;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Mono;

/** Four reads by key for each INSERT in autocommit. */
public class Mix extends Load implements Workload<Object> {

    private static final int ONE_WRITE_IN = 5;

    /** Sends a batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mix() throws InterruptedException {
        run(this);
    }

    @Override
    public Mono<Object> send(long number) {
        Mono<?> reply =
                isWrite(number) ? opened.insert(Event.of(number / ONE_WRITE_IN)) : opened.read(key(number, rows));
        return delivered(reply.cast(Object.class));
    }

    @Override
    public boolean isRight(long number, Object reply) {
        return isWrite(number)
                ? reply.equals(1L)
                : reply instanceof Person person && person.isNumber(key(number, rows));
    }

    @Override
    void requireStored(long requests) throws SQLException {
        dataset.requireEvents((requests + ONE_WRITE_IN - 1) / ONE_WRITE_IN);
    }

    private static boolean isWrite(long number) {
        return number % ONE_WRITE_IN == 0;
    }
}
