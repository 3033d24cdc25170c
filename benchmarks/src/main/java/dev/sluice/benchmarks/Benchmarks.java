package dev.sluice.benchmarks;

import dev.sluice.benchmarks.load.LatencyProfiler;
import dev.sluice.benchmarks.plan.Plan;
import dev.sluice.benchmarks.plan.PlanRun;
import dev.sluice.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks from the command line.
 *
 * <p>To measure one thing quickly, write down the class path once, then give JMH's own options:
 *
 * <pre>{@code
 * mvn -q compile -P benchmarks -pl benchmarks -am
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/libraries) dev.sluice.benchmarks.Benchmarks \
 *     jmh PointRead -p peer=sluice,bridge -p inFlight=64 -f 1 -wi 3 -i 3 -w 1 -r 1
 * }</pre>
 *
 * <p>Databases are created below the folder that the system property {@code bench.folder} names.
 */
public final class Benchmarks {

    /** Where results are, seen from the module's folder. */
    private static final Path RESULTS = Path.of("results");

    private static final String ALL = ".*";

    private Benchmarks() {}

    /** {@code ratios}, {@code matrix} or {@code smoke}, then a pattern of class names; {@code report}; or {@code jmh} and
     * JMH's options. */
    // Whatever failed, threads of a peer may still run and keep the JVM alive.
    @SuppressWarnings("CatchThrowable")
    public static void main(String[] args) {
        try {
            run(args);
            System.exit(0);
        } catch (Throwable failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String... args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException("Say what to do: ratios, matrix, smoke, report or jmh");
        }
        switch (args[0]) {
            case "report" -> Report.write(RESULTS, Path.of("../docs"));
            case "jmh" -> jmh(Arrays.copyOfRange(args, 1, args.length));
            default -> plan(args[0], args.length > 1 ? args[1] : ALL);
        }
    }

    private static void jmh(String... args) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .addProfiler(LatencyProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    private static void plan(String name, String include) throws Exception {
        Plan plan = Plan.named(name).only(Pattern.compile(include).asMatchPredicate());
        // What ran in part does not replace what the page is written from.
        PlanRun.run(plan, include.equals(ALL) ? RESULTS : Path.of("target/results"), VerboseMode.NORMAL);
    }
}
