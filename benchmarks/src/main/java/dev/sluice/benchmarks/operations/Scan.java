package dev.sluice.benchmarks.operations;

import dev.sluice.benchmarks.data.Dataset;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.peers.Peer;
import dev.sluice.benchmarks.peers.Peers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** All rows of a table as records, in a heap that does not hold them; an invocation is the whole table. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = "-Xmx64m")
public class Scan {

    @Param({"sluice", "bridge", "jdbcClient", "rxjava2", "raw"})
    String peer;

    @Param("1000000")
    int rows;

    private Dataset dataset;
    private Peer opened;
    private long textLength;

    /** For JMH. */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        dataset = Dataset.create(rows, "normal");
        textLength = dataset.textLength();
        opened = Peers.open(peer, dataset.file());
    }

    /** Reads all rows. */
    @Benchmark
    public long scan() {
        Totals totals = new Totals();
        opened.scan(totals).block();
        if (totals.rows != rows || totals.textLength != textLength) {
            throw new IllegalStateException("Read %d rows of %d with %d characters of %d"
                    .formatted(totals.rows, rows, totals.textLength, textLength));
        }
        return totals.textLength;
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

    /** Rows come in order and without gaps; what they hold is compared in sum, which costs less than to look at it. */
    private static final class Totals implements Consumer<Person> {

        private long rows;
        private long textLength;

        @Override
        public void accept(Person person) {
            rows++;
            if (person.id() != rows) {
                throw new IllegalStateException("Row %d has the id %d".formatted(rows, person.id()));
            }
            textLength += person.textLength();
        }
    }
}
