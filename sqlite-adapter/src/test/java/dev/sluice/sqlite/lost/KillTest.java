package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed at any moment. The long form, of about a minute: {@code -Dsluice.thorough=true}. */
final class KillTest {

    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void aKilledProgramLosesNothingThatWasAcknowledgedAndLeavesNoTransactionInPart() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path file = folder.resolve("killed.db");
        List<String> acknowledged = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        for (int round = 0; round < ROUNDS || (Thorough.WANTED && System.nanoTime() < end); round++) {
            acknowledged.addAll(killed(file, round, random));
            Works.assertNothingLost(file, acknowledged);
        }
        assertThat(acknowledged).as("seed " + seed).hasSizeGreaterThanOrEqualTo(ROUNDS);
    }

    /** What one life has acknowledged: killed in the first writes, or later when checkpoints go on, too. */
    private List<String> killed(Path file, int round, Random random) {
        String url = Works.url(file) + "?checkpointSize=256KiB";
        try (var child = ChildJvm.start(folder, WriteLoad.class, url, "k" + round, "16")) {
            child.awaitSaid("ack", 1 + random.nextInt(round % 2 == 0 ? 300 : 3_000));
            child.kill();
            assertThat(child.said("failed")).isEmpty();
            return child.said("ack");
        }
    }
}
