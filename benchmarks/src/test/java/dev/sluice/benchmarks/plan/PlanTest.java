package dev.sluice.benchmarks.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.operations.PointRead;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark with every peer for a moment, so that none of them rots; each checks its own results. */
class PlanTest {

    @TempDir
    private Path folder;

    @Test
    void everyBenchmarkRunsWithEveryPeer() throws Exception {
        PlanRun.run(Plan.named("smoke"), folder, VerboseMode.SILENT);

        assertThat(Files.readString(folder.resolve("smoke.json")))
                .contains("PointRead", "Insert", "SelectUpdate", "Mix", "Scan", "Bulk", "LoopCost")
                .contains("sluice", "bridge", "jdbcClient", "rxjava2", "raw", "rawReused")
                .contains("\"p99\"");
    }

    @Test
    void runsInAForkedJvm() throws Exception {
        Step step = Step.of(PointRead.class).with("peer", "sluice").inBatchesOf(1000);

        PlanRun.run(Plan.of("fork", Plan.SHORTEST.inForks(1), step), folder, VerboseMode.SILENT);

        assertThat(Files.readString(folder.resolve("fork.json"))).contains("PointRead", "\"forks\" : 1", "\"p99\"");
    }

    @Test
    void takesOnlyTheBenchmarksAskedFor() {
        assertThat(Plan.named("ratios").only(name -> name.equals("Scan")).steps())
                .isNotEmpty()
                .allMatch(step -> step.benchmark().getSimpleName().equals("Scan"));
    }

    @Test
    void refusesAPlanThatDoesNotExist() {
        assertThatThrownBy(() -> Plan.named("nightly")).hasMessageContaining("ratios, matrix, smoke");
    }
}
