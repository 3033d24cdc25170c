package dev.sluice.benchmarks.load;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Puts the percentiles of {@link Latencies} into JMH's results; batches as JMH sees them would hide single requests. */
public final class LatencyProfiler implements InternalProfiler {

    /** How the percentile of the targets is called in JMH's results. */
    public static final String P99 = "p99";

    /** For JMH, which creates profilers by name. */
    public LatencyProfiler() {}

    @Override
    public String getDescription() {
        return "Percentiles of the time that each request took";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        Latencies.OF_THIS_ITERATION.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Latencies latencies = Latencies.OF_THIS_ITERATION;
        if (latencies.count() == 0) {
            return List.of();
        }
        return List.of(metric("p50", latencies.micros(0.5)), metric(P99, latencies.micros(0.99)));
    }

    private static ScalarResult metric(String name, double micros) {
        return new ScalarResult(name, micros, "us", AggregationPolicy.AVG);
    }
}
