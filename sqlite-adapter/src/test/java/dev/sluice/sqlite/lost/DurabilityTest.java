package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives loss of power, seen in the system calls: a killed program alone leaves everything in the page cache. */
@NeedsStrace
final class DurabilityTest {

    private static final int ACKNOWLEDGED = 600;

    @TempDir
    Path folder;

    @Test
    void whatIsAcknowledgedHasBeenSyncedBefore() {
        DurabilityCheck check = traced("?synchronous=full");
        assertThat(check.violations()).isEmpty();
        assertThat(check.acknowledged()).isGreaterThanOrEqualTo(ACKNOWLEDGED);
    }

    @Test
    void checkpointsAndANewLogInBetweenDoNotChangeThat() {
        DurabilityCheck check = traced("?synchronous=full&checkpointSize=64KiB");
        assertThat(check.violations()).isEmpty();
        assertThat(check.acknowledged()).isGreaterThanOrEqualTo(ACKNOWLEDGED);
    }

    /** The driver at NORMAL does not promise that much, so that the same check must object. */
    @Test
    void theCheckSeesAcknowledgementsWithoutASync() {
        DurabilityCheck check = traced("?synchronous=normal");
        assertThat(check.violations()).hasSizeGreaterThan(ACKNOWLEDGED * 9 / 10);
    }

    private DurabilityCheck traced(String options) {
        Path trace = folder.resolve("trace");
        Path file = folder.resolve("traced.db");
        try (var child =
                ChildJvm.start(folder, Strace.writing(trace), WriteLoad.class, Works.url(file) + options, "t", "8")) {
            child.awaitSaid("ack", ACKNOWLEDGED);
            child.stop();
            assertThat(child.said("failed")).isEmpty();
        }
        List<SystemCall> calls = Trace.read(trace, folder);
        return DurabilityCheck.of(calls, file + "-wal");
    }
}
