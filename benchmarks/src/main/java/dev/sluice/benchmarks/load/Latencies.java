package dev.sluice.benchmarks.load;

import java.util.Arrays;

/** How long requests took: all of them, not a sample. Used by one thread. */
public final class Latencies {

    /** What the benchmark under way records into and {@link LatencyProfiler} reports, in the JVM that JMH forked. */
    public static final Latencies OF_THIS_ITERATION = new Latencies();

    private static final int FIRST_CAPACITY = 1 << 16;

    private long[] nanos = new long[FIRST_CAPACITY];
    private int count;

    /** Adds the times of a batch. */
    public void add(long[] batch) {
        if (count + batch.length > nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(2 * nanos.length, count + batch.length));
        }
        System.arraycopy(batch, 0, nanos, count, batch.length);
        count += batch.length;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /** The time in microseconds that this share of the requests did not exceed. */
    public double micros(double share) {
        if (count == 0) {
            throw new IllegalStateException("Nothing was recorded");
        }
        Arrays.sort(nanos, 0, count);
        int rank = (int) Math.ceil(share * count);
        return nanos[Math.max(rank, 1) - 1] / 1000.0;
    }
}
