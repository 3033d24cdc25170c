package dev.sluice.benchmarks.report;

import dev.sluice.benchmarks.peers.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code benchmarks.md} and its charts from the results of the plans ratios and matrix, as far as they ran. */
public final class Report {

    private final Results ratios;
    private final Results matrix;
    private final Map<String, String> machine;

    private Report(Path results) {
        ratios = results(results.resolve("ratios.json"));
        matrix = results(results.resolve("matrix.json"));
        machine = machine(results);
    }

    /** Reads results and writes the page. */
    public static void write(Path results, Path docs) throws IOException {
        for (Map.Entry<String, String> file : new Report(results).files().entrySet()) {
            Path written = docs.resolve(file.getKey());
            Files.createDirectories(written.getParent());
            Files.writeString(written, file.getValue());
        }
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("benchmarks.md", new Page(ratios, matrix, machine).text());
        if (!ratios.isEmpty()) {
            files.put("benchmarks/throughput.svg", BarChart.of("Throughput", bars(Figure.PER_SECOND)));
            files.put("benchmarks/latency.svg", BarChart.of("Time of 99 of 100 requests", bars(Figure.P99)));
        }
        if (!matrix.isEmpty()) {
            files.put("benchmarks/in-flight.svg", lines("Throughput by requests in flight", Growth.ofRequests()));
            files.put("benchmarks/rows.svg", lines("Throughput by rows", Growth.ofRows()));
        }
        return files;
    }

    private List<BarChart.Group> bars(Figure figure) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            List<BarChart.Bar> bars = new ArrayList<>();
            for (String peer : Peers.NAMES) {
                ratios.figure(operation, peer, figure)
                        .ifPresent(value -> bars.add(new BarChart.Bar(peer, value, figure.text(value))));
            }
            if (!bars.isEmpty()) {
                groups.add(new BarChart.Group(operation.title(), bars));
            }
        }
        return groups;
    }

    private String lines(String title, List<Growth> operations) {
        return LineChart.of(
                title,
                operations.stream()
                        .map(growth -> growth.panel(matrix))
                        .filter(panel -> !panel.lines().isEmpty())
                        .toList());
    }

    private static Results results(Path json) {
        return new Results(Files.exists(json) ? JmhJson.read(json) : List.of());
    }

    private static Map<String, String> machine(Path results) {
        Path facts = results.resolve("ratios.machine.json");
        return Files.exists(facts)
                ? JsonMapper.shared().readValue(facts.toFile(), new TypeReference<LinkedHashMap<String, String>>() {})
                : Map.of();
    }
}
