package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Dataset;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.peers.Peer;
import dev.sluice.benchmarks.peers.Peers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Many rows stored in one transaction; an invocation is all of them. */
@State(Scope.Benchmark)
public class Bulk {

    @Param({"sluice", "bridge", "jdbcClient", "rxjava2", "raw"})
    String peer;

    @Param("100000")
    int rows;

    @Param("normal")
    String synchronous;

    private Dataset dataset;
    private Peer opened;
    private List<Event> events;
    private int stored;

    /** For JMH. */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        dataset = Dataset.create(1, synchronous);
        opened = Peers.open(peer, dataset.file());
    }

    /** For JMH. The rows are made before, not while they are stored. */
    @Setup(Level.Iteration)
    public void makeRows() {
        events = Event.range(0, rows);
        stored = 0;
    }

    /** Stores all rows. */
    @Benchmark
    public long insertAll() {
        Long counted = opened.insertAll(events).block();
        if (counted == null || counted != rows) {
            throw new IllegalStateException("Stored %s rows of %d".formatted(counted, rows));
        }
        stored++;
        return counted;
    }

    /** For JMH. Fails the run when what is stored is not what was acknowledged, and empties the table. */
    @TearDown(Level.Iteration)
    public void requireStored() throws SQLException {
        dataset.requireEventsRepeated(rows, stored);
        dataset.removeEvents();
    }

    /** For JMH. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        try {
            opened.close();
        } finally {
            dataset.close();
        }
    }
}
