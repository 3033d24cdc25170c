package dev.sluice.benchmarks.report;

import dev.sluice.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How an operation's speed changes with one parameter.
 *
 * @param operation what is done
 * @param parameter what grows
 * @param values its values
 */
record Growth(Operation operation, String parameter, List<String> values) {

    private static final List<String> IN_FLIGHT = List.of("1", "8", "64", "512");
    private static final List<String> ROWS = List.of("1000", "10000", "100000", "1000000", "10000000");

    /** Of all requests, with how many are in flight. */
    static List<Growth> ofRequests() {
        return Operation.REQUESTS.stream()
                .map(operation -> new Growth(operation, "inFlight", IN_FLIGHT))
                .toList();
    }

    /** With the number of rows. */
    static List<Growth> ofRows() {
        return Stream.of(
                        Operation.READ,
                        Operation.SCAN.titled("Scan, rows a second, heap of 64 MB"),
                        Operation.BULK.titled("Inserts in one call, rows a second"))
                .map(operation -> new Growth(operation, "rows", ROWS))
                .toList();
    }

    /** The peers' lines; without those that were not measured more than once. */
    LineChart.Panel panel(Results results) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (String peer : Peers.NAMES) {
            List<LineChart.Point> points = new ArrayList<>();
            for (String value : values) {
                figure(results, peer, value)
                        .ifPresent(y -> points.add(new LineChart.Point(Double.parseDouble(value), y)));
            }
            if (points.size() > 1) {
                lines.add(new LineChart.Line(peer, points));
            }
        }
        return new LineChart.Panel(operation.title(), lines);
    }

    OptionalDouble figure(Results results, String peer, String value) {
        return results.figure(operation.with(parameter, value), peer, Figure.PER_SECOND);
    }
}
