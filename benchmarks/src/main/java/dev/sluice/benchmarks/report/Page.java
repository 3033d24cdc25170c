package dev.sluice.benchmarks.report;

import dev.sluice.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The page's text. */
final class Page {

    private static final String INTRODUCTION = """
            # Benchmarks

            This page and its charts are written by the module `benchmarks` from the JSON that JMH leaves in
            `benchmarks/results`; do not edit it.

            Each operation runs through `Database` and, in the same run, through what SQLite is reached with today: the same
            file, schema, pragmas (WAL, `synchronous`, page cache of 8 MiB, checkpoint at 4 MiB) and heap.

            | name | what it is |
            |---|---|
            | sluice | `Database` with its default settings |
            | bridge | JDBC in `Mono.fromCallable` on `Schedulers.boundedElastic()`, HikariCP with 10 connections |
            | jdbcClient | Spring's `JdbcClient` in the same way |
            | rxjava2 | rxjava2-jdbc with 10 connections; its transactions deadlock on SQLite, so those are JDBC's on its connections |
            | raw | JDBC on the calling thread, one connection, one request after the other, a statement prepared for each |
            | rawReused | the same with each statement prepared once |
            """;

    private static final String METHOD = """
            ## How it is measured

            - Requests are sent by clients that each send the next one when the last is answered (64 of them, where nothing
              else is said), on the thread that delivered the answer or, where the consumer is on another thread, after
              `publishOn(Schedulers.parallel())`. What this loop itself costs is in the table above.
            - Every reply is compared with what it must be, and at the end of each run the database with what was acknowledged;
              a difference fails the run.
            - p99 is the time that 99 of 100 requests did not exceed, from subscribing to completion, of all requests and not
              of a sample. With as many requests in flight as the machine can bear, it contains the wait for the others.
            - A ratio is the median over the runs of the ratio to the peer's run beside it; a figure is the median of the runs.
            """;

    private final Results ratios;
    private final Results matrix;
    private final Map<String, String> machine;

    Page(Results ratios, Results matrix, Map<String, String> machine) {
        this.ratios = ratios;
        this.matrix = matrix;
        this.machine = machine;
    }

    String text() {
        List<String> parts = new ArrayList<>(List.of(INTRODUCTION));
        if (!ratios.isEmpty()) {
            parts.add("## Targets\n");
            parts.add(targets().toString());
            parts.add("## Figures\n");
            parts.add("Requests a second; for the scan and the inserts in one call, rows a second.\n");
            parts.add(figures(Figure.PER_SECOND).toString());
            parts.add(image("Throughput", "throughput.svg"));
            parts.add("The time that 99 of 100 requests did not exceed:\n");
            parts.add(figures(Figure.P99).toString());
            parts.add(image("Latency", "latency.svg"));
            parts.add("The loop alone, with requests that are answered at once, handles %s a second.\n"
                    .formatted(Numbers.count(loopCost())));
        }
        if (!matrix.isEmpty()) {
            parts.add("## How cost grows\n");
            parts.add("Requests a second by requests in flight; both axes are logarithmic.\n");
            parts.add(growth(Growth.ofRequests()));
            parts.add(image("Throughput by requests in flight", "in-flight.svg"));
            parts.add("Requests or rows a second by rows in the table; a level line is a cost that grows linearly.\n");
            parts.add(growth(Growth.ofRows()));
            parts.add(image("Throughput by rows", "rows.svg"));
        }
        parts.add(METHOD);
        parts.add("## Machine and command\n");
        parts.add(machine().toString());
        parts.add(command());
        return String.join("\n", parts);
    }

    private Table targets() {
        Table table = new Table(List.of("operation", "figure", "beside", "target", "measured", "reached"));
        for (Target target : Target.all()) {
            OptionalDouble ratio = target.ratio(ratios);
            boolean p99 = target.figure() == Figure.P99;
            table.row(List.of(
                    target.operation().title(),
                    p99 ? "p99" : "throughput",
                    target.reference(),
                    (p99 ? "≤ " : "≥ ") + Numbers.ratio(target.bound()),
                    ratio.isPresent() ? Numbers.ratio(ratio.getAsDouble()) : "not measured",
                    ratio.isEmpty() ? "" : target.isReached(ratio.getAsDouble()) ? "yes" : "**no**"));
        }
        return table;
    }

    private Table figures(Figure figure) {
        Table table = new Table(
                Stream.concat(Stream.of("operation"), Peers.NAMES.stream()).toList());
        for (Operation operation : Operation.all()) {
            List<String> cells = new ArrayList<>(List.of(operation.title()));
            boolean measured = false;
            for (String peer : Peers.NAMES) {
                OptionalDouble value = ratios.figure(operation, peer, figure);
                measured |= value.isPresent();
                cells.add(value.isPresent() ? figure.text(value.getAsDouble()) : "–");
            }
            if (measured) {
                table.row(cells);
            }
        }
        return table;
    }

    private String growth(List<Growth> operations) {
        List<String> tables = new ArrayList<>();
        for (Growth growth : operations) {
            List<String> heads = new ArrayList<>(List.of(growth.operation().title()));
            growth.values().forEach(value -> heads.add(Numbers.whole(Double.parseDouble(value))));
            Table table = new Table(heads);
            for (LineChart.Line line : growth.panel(matrix).lines()) {
                List<String> cells = new ArrayList<>(List.of(line.label()));
                growth.values().forEach(value -> cells.add(Numbers.count(growth.figure(matrix, line.label(), value))));
                table.row(cells);
            }
            tables.add(table.toString());
        }
        return String.join("\n", tables);
    }

    private OptionalDouble loopCost() {
        return ratios.measurements().stream()
                .filter(measurement -> measurement.benchmark().equals("LoopCost"))
                .mapToDouble(Measurement::perSecond)
                .max();
    }

    private Table machine() {
        Table table = new Table(List.of("what", "which"));
        machine.forEach((fact, value) -> table.row(List.of(fact, value)));
        return table;
    }

    private static String image(String title, String file) {
        return "![%s](benchmarks/%s)\n".formatted(title, file);
    }

    private static String command() {
        return """
                ```sh
                mvn verify -P benchmarks -pl benchmarks -am -DskipTests -Dbench.plan=ratios
                mvn verify -P benchmarks -pl benchmarks -am -DskipTests -Dbench.plan=matrix
                mvn verify -P benchmarks -pl benchmarks -am -DskipTests -Dbench.plan=report
                ```
                """;
    }
}
