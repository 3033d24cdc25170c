package dev.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path results;

    @TempDir
    private Path docs;

    private final List<String> measured = new ArrayList<>();

    @BeforeEach
    void twoRunsOfPointReads() {
        read("sluice", 64, 300_000, 200);
        read("bridge", 64, 100_000, 1000);
        read("sluice", 64, 200_000, 300);
        read("bridge", 64, 50_000, 12_800);
    }

    @Test
    void comparesEachRunWithTheOneBesideIt() throws IOException {
        assertThat(page("ratios"))
                .contains("| Point read | throughput | bridge | ≥ 2.50x | 3.50x | yes |")
                .contains("| Point read | p99 | bridge | ≤ 0.10x | 0.11x | **no** |");
    }

    @Test
    void saysWhatWasNotMeasured() throws IOException {
        assertThat(page("ratios"))
                .contains("| Point read, one at a time | throughput | raw | ≥ 0.85x | not measured |  |")
                .doesNotContain("How cost grows");
    }

    @Test
    void writesTheMedianOfTheRuns() throws IOException {
        assertThat(page("ratios"))
                .contains("| Point read | 250 k | 75.0 k | – | – | – | – |")
                .contains("| Point read | 0.25 ms | 6.90 ms | – | – | – | – |");
    }

    @Test
    void countsRowsWhereAnInvocationIsATable() throws IOException {
        measure("Scan", "\"peer\" : \"raw\", \"rows\" : \"1000000\"", 1.5, Double.NaN);

        assertThat(page("ratios")).contains("| Scan of 1,000,000 rows, heap of 64 MB | – | – | – | – | 1.50 M | – |");
    }

    @Test
    void showsHowCostGrows() throws IOException {
        read("sluice", 512, 250_000, 2000);

        assertThat(page("matrix"))
                .contains("| Point read | 1 | 8 | 64 | 512 |")
                .contains("| sluice | – | – | 250 k | 250 k |");
    }

    @Test
    void drawsChartsThatAreXml() throws Exception {
        read("sluice", 512, 250_000, 2000);
        page("ratios");
        page("matrix");

        for (String chart : List.of("throughput.svg", "latency.svg", "in-flight.svg", "rows.svg")) {
            Path file = docs.resolve("benchmarks").resolve(chart);
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile())
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            assertThat(Files.readString(file)).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void tellsTheMachine() throws IOException {
        Files.writeString(results.resolve("ratios.machine.json"), "{\"Memory\" : \"23 GiB\"}");

        assertThat(page("ratios")).contains("| Memory | 23 GiB |");
    }

    private String page(String plan) throws IOException {
        Files.writeString(results.resolve(plan + ".json"), "[" + String.join(",", measured) + "]");
        Report.write(results, docs);
        return Files.readString(docs.resolve("benchmarks.md"));
    }

    private void read(String peer, int inFlight, double perSecond, double p99) {
        measure(
                "PointRead",
                "\"consumer\" : \"stays\", \"rows\" : \"10000\", \"synchronous\" : \"normal\", \"peer\" : \"%s\","
                                .formatted(peer)
                        + " \"inFlight\" : \"%d\"".formatted(inFlight),
                perSecond,
                p99);
    }

    private void measure(String type, String parameters, double perSecond, double p99) {
        String secondary = Double.isNaN(p99) ? "" : "\"p99\" : {\"score\" : %f}".formatted(p99);
        measured.add("""
                {"benchmark" : "a.b.%s.method", "params" : {%s},
                 "primaryMetric" : {"score" : %f, "scoreUnit" : "ops/s"}, "secondaryMetrics" : {%s}}
                """.formatted(type, parameters, perSecond, secondary));
    }
}
