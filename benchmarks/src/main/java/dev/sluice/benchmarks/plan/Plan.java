package dev.sluice.benchmarks.plan;

import dev.sluice.benchmarks.operations.Bulk;
import dev.sluice.benchmarks.operations.Insert;
import dev.sluice.benchmarks.operations.LoopCost;
import dev.sluice.benchmarks.operations.Mix;
import dev.sluice.benchmarks.operations.PointRead;
import dev.sluice.benchmarks.operations.Scan;
import dev.sluice.benchmarks.operations.SelectUpdate;
import dev.sluice.benchmarks.peers.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Benchmarks in the order in which they run. A step with several peers runs them right after each other, and a plan may
 * run steps more than once, so that a machine that changes its speed changes it for all.
 */
public final class Plan {

    private static final String PEER = "peer";
    private static final String SYNCHRONOUS = "synchronous";
    private static final String IN_FLIGHT = "inFlight";
    private static final String ROWS = "rows";
    private static final String[] COMPARED = {"sluice", "bridge"};
    private static final String[] ALL = Peers.NAMES.toArray(String[]::new);

    /** So short that a plan takes less than half an hour; what counts are ratios of neighbours, over several rounds. */
    private static final Effort EFFORT = new Effort(1, 3, 3, Duration.ofSeconds(1));

    /** One iteration of one invocation. */
    static final Effort SHORTEST = new Effort(0, 0, 1, Duration.ofMillis(1));

    private final String name;
    private final Effort effort;
    private final List<Step> steps;

    private Plan(String name, Effort effort, List<Step> steps) {
        this.name = name;
        this.effort = effort;
        this.steps = steps;
    }

    /** The plan with that name. */
    public static Plan named(String name) {
        return switch (name) {
            case "ratios" -> ratios();
            case "matrix" -> matrix();
            case "smoke" -> smoke();
            default ->
                throw new IllegalArgumentException("No plan '%s'; there are ratios, matrix, smoke".formatted(name));
        };
    }

    static Plan of(String name, Effort effort, Step... steps) {
        return new Plan(name, effort, List.of(steps));
    }

    /** What the targets speak of: all peers once, then twice more those that are compared. */
    private static Plan ratios() {
        List<Step> steps = new ArrayList<>(requests(ALL));
        steps.addAll(extremes());
        steps.add(Step.of(LoopCost.class));
        for (int round = 2; round <= 3; round++) {
            steps.addAll(requests(COMPARED));
            steps.addAll(extremes());
        }
        return new Plan("ratios", EFFORT, steps);
    }

    /** How cost grows with requests in flight and with rows. */
    private static Plan matrix() {
        String[] inFlight = {"1", "8", "64", "512"};
        List<Step> steps = new ArrayList<>();
        for (Step step : requests(COMPARED)) {
            steps.add(step.with(IN_FLIGHT, inFlight));
        }
        steps.add(Step.of(PointRead.class)
                .with(PEER, COMPARED)
                .with(ROWS, "1000", "10000", "100000", "1000000", "10000000"));
        steps.add(Step.of(Scan.class)
                .with(PEER, "sluice", "raw")
                .with(ROWS, "1000", "10000", "100000", "1000000", "10000000"));
        steps.add(Step.of(Bulk.class).with(PEER, "sluice", "raw").with(ROWS, "1000", "10000", "100000", "1000000"));
        return new Plan("matrix", EFFORT, steps);
    }

    /** Everything, as briefly as it can be shown to work, in this JVM. */
    private static Plan smoke() {
        List<Step> steps = new ArrayList<>();
        for (Step step : requests(ALL)) {
            steps.add(step.inBatchesOf(100));
        }
        steps.add(Step.of(Scan.class).with(ROWS, "10000"));
        steps.add(Step.of(Bulk.class).with(ROWS, "10000"));
        steps.add(Step.of(LoopCost.class));
        return new Plan("smoke", SHORTEST, steps);
    }

    private static List<Step> requests(String... peers) {
        // Raw JDBC stays on the calling thread; a consumer elsewhere would send its next request from there.
        String[] pooled =
                Stream.of(peers).filter(peer -> !peer.startsWith("raw")).toArray(String[]::new);
        return List.of(
                Step.of(PointRead.class).with(PEER, peers).inBatchesOf(50_000),
                Step.of(PointRead.class)
                        .with(PEER, pooled)
                        .with("consumer", "hops")
                        .inBatchesOf(20_000),
                Step.of(Insert.class).with(PEER, peers).inBatchesOf(20_000),
                Step.of(Insert.class)
                        .with(PEER, peers)
                        .with(SYNCHRONOUS, "full")
                        .inBatchesOf(5_000),
                Step.of(SelectUpdate.class).with(PEER, peers).inBatchesOf(10_000),
                Step.of(SelectUpdate.class)
                        .with(PEER, peers)
                        .with(SYNCHRONOUS, "full")
                        .inBatchesOf(5_000),
                Step.of(Mix.class).with(PEER, peers).inBatchesOf(20_000));
    }

    /** One request at a time, one large result, one large write. */
    private static List<Step> extremes() {
        return List.of(
                Step.of(PointRead.class)
                        .with(PEER, "sluice", "raw", "rawReused")
                        .with(IN_FLIGHT, "1")
                        .inBatchesOf(20_000),
                Step.of(Scan.class).with(PEER, "sluice", "raw"),
                Step.of(Bulk.class).with(PEER, "sluice", "raw"));
    }

    /** The same plan with the benchmarks only whose simple class name passes. */
    public Plan only(Predicate<String> benchmark) {
        return new Plan(
                name,
                effort,
                steps.stream()
                        .filter(step -> benchmark.test(step.benchmark().getSimpleName()))
                        .toList());
    }

    /** How the plan, and the file of its results, is called. */
    public String name() {
        return name;
    }

    Effort effort() {
        return effort;
    }

    List<Step> steps() {
        return steps;
    }
}
