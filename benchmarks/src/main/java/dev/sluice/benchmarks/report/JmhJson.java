package dev.sluice.benchmarks.report;

import dev.sluice.benchmarks.load.LatencyProfiler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the file that JMH writes. */
final class JmhJson {

    private static final Set<String> INVOCATION_IS_ALL_ROWS = Set.of("Scan", "Bulk");

    private JmhJson() {}

    /** All results in the order in which they ran. */
    static List<Measurement> read(Path file) {
        return JsonMapper.shared()
                .readTree(file)
                .valueStream()
                .map(JmhJson::measurement)
                .toList();
    }

    private static Measurement measurement(JsonNode result) {
        String method = result.required("benchmark").stringValue();
        String type = method.substring(0, method.lastIndexOf('.'));
        String benchmark = type.substring(type.lastIndexOf('.') + 1);
        Map<String, String> parameters = new LinkedHashMap<>();
        result.path("params").forEachEntry((key, value) -> parameters.put(key, value.stringValue()));
        JsonNode metric = result.required("primaryMetric");
        if (!metric.required("scoreUnit").stringValue().equals("ops/s")) {
            throw new IllegalArgumentException(benchmark + " is not measured in ops/s");
        }
        double rows = INVOCATION_IS_ALL_ROWS.contains(benchmark) ? Double.parseDouble(parameters.get("rows")) : 1;
        JsonNode p99 = result.path("secondaryMetrics").path(LatencyProfiler.P99);
        return new Measurement(
                benchmark,
                parameters,
                rows * metric.required("score").doubleValue(),
                p99.path("score").doubleValue(Double.NaN));
    }
}
