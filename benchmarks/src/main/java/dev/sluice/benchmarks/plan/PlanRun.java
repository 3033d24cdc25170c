package dev.sluice.benchmarks.plan;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a plan and writes one JSON file, in JMH's own format, after every step. */
public final class PlanRun {

    private final Plan plan;
    private final Path json;
    private final VerboseMode verbosity;
    private final List<RunResult> results = new ArrayList<>();

    private PlanRun(Plan plan, Path json, VerboseMode verbosity) {
        this.plan = plan;
        this.json = json;
        this.verbosity = verbosity;
    }

    /** Runs all steps; fails at the first whose results are wrong. */
    public static void run(Plan plan, Path json, VerboseMode verbosity) throws RunnerException, IOException {
        new PlanRun(plan, json, verbosity).run();
    }

    private void run() throws RunnerException, IOException {
        Files.createDirectories(json.toAbsolutePath().getParent());
        for (Step step : plan.steps()) {
            results.addAll(
                    new Runner(step.options(plan.effort()).verbosity(verbosity).build()).run());
            write();
        }
    }

    /** Through a second file, so that an interrupted run leaves what it had. */
    private void write() throws IOException {
        Path unfinished = json.resolveSibling(json.getFileName() + ".part");
        try (PrintStream out = new PrintStream(Files.newOutputStream(unfinished), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        Files.move(unfinished, json, StandardCopyOption.REPLACE_EXISTING);
    }
}
