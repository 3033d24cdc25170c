package dev.sluice.benchmarks.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What was measured, in the order in which it ran. Where something was measured several times, the median counts. */
record Results(List<Measurement> measurements) {

    OptionalDouble figure(Operation operation, String peer, Figure figure) {
        return median(figures(operation, peer, figure).stream().mapToDouble(Double::doubleValue));
    }

    /**
     * The ratio of one peer's figure to another's: the median of the ratios of each run to the run beside it, so that a
     * machine that changes its speed between two runs does not change the ratio.
     */
    OptionalDouble ratio(Operation operation, String peer, String reference, Figure figure) {
        List<Double> ours = figures(operation, peer, figure);
        List<Double> theirs = figures(operation, reference, figure);
        return median(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToDouble(run -> ours.get(run) / theirs.get(run)));
    }

    boolean isEmpty() {
        return measurements.isEmpty();
    }

    private List<Double> figures(Operation operation, String peer, Figure figure) {
        return measurements.stream()
                .filter(measurement -> operation.isOf(measurement, peer))
                .map(figure::of)
                .filter(value -> !value.isNaN())
                .toList();
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
