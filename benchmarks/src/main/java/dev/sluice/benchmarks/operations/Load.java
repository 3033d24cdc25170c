package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Dataset;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.Latencies;
import dev.sluice.benchmarks.load.Workload;
import dev.sluice.benchmarks.peers.Peer;
import dev.sluice.benchmarks.peers.Peers;
import java.io.IOException;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What benchmarks with requests in flight share: a database, a peer on it, and the loop; an invocation is a batch. */
@State(Scope.Benchmark)
public abstract class Load {

    /** How many requests of a batch are one invocation, unless JMH's option {@code -opi} says so. */
    static final int BATCH = 10_000;

    @Param({"sluice", "bridge", "jdbcClient", "rxjava2", "raw", "rawReused"})
    String peer;

    @Param("64")
    int inFlight;

    @Param("10000")
    int rows;

    @Param("normal")
    String synchronous;

    /** {@code stays} on the thread that delivers, or {@code hops} to another. */
    @Param("stays")
    String consumer;

    Dataset dataset;
    Peer opened;
    private int batch;
    private long sent;

    /** For JMH. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams params) throws IOException, SQLException {
        if (consumer.equals("hops") && peer.startsWith("raw")) {
            throw new IllegalArgumentException("Raw JDBC stays on one thread, but the consumer hops");
        }
        batch = params.getOpsPerInvocation();
        sent = 0;
        dataset = Dataset.create(rows, synchronous);
        opened = Peers.open(peer, dataset.file());
    }

    /** For JMH. Fails the run when what is stored is not what was acknowledged. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        try {
            opened.close();
            requireStored(sent);
        } finally {
            dataset.close();
        }
    }

    /** Fails unless the database holds what so many requests store. */
    void requireStored(long requests) throws SQLException {}

    final <T> void run(Workload<T> workload) throws InterruptedException {
        Latencies.OF_THIS_ITERATION.add(ClosedLoop.run(workload, sent, batch, inFlight));
        sent += batch;
    }

    final <T> Mono<T> delivered(Mono<T> reply) {
        return switch (consumer) {
            case "stays" -> reply;
            case "hops" -> reply.publishOn(Schedulers.parallel());
            default -> throw new IllegalArgumentException("consumer must be stays or hops, was " + consumer);
        };
    }

    /** Spreads requests over keys from 1 to {@code count}, the same for every peer. */
    static long key(long number, int count) {
        return 1 + number * 2_654_435_761L % count;
    }
}
