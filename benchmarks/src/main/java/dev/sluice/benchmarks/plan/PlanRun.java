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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs a plan. Leaves {@code <plan>.json}, in JMH's own format, written after every step, and {@code <plan>.machine.json}. */
public final class PlanRun {

    private final Plan plan;
    private final Path folder;
    private final VerboseMode verbosity;
    private final List<RunResult> results = new ArrayList<>();

    private PlanRun(Plan plan, Path folder, VerboseMode verbosity) {
        this.plan = plan;
        this.folder = folder;
        this.verbosity = verbosity;
    }

    /** Runs all steps; fails at the first whose results are wrong. */
    public static void run(Plan plan, Path folder, VerboseMode verbosity) throws RunnerException, IOException {
        new PlanRun(plan, folder, verbosity).run();
    }

    private void run() throws RunnerException, IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(plan.name() + ".machine.json"), machine());
        for (Step step : plan.steps()) {
            results.addAll(
                    new Runner(step.options(plan.effort()).verbosity(verbosity).build()).run());
            write();
        }
    }

    /** Through a second file, so that an interrupted run leaves what it had. */
    private void write() throws IOException {
        Path json = folder.resolve(plan.name() + ".json");
        Path unfinished = folder.resolve(plan.name() + ".json.part");
        try (PrintStream out = new PrintStream(Files.newOutputStream(unfinished), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        Files.move(unfinished, json, StandardCopyOption.REPLACE_EXISTING);
    }

    private String machine() throws IOException {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(Machine.describe(folder));
    }
}
