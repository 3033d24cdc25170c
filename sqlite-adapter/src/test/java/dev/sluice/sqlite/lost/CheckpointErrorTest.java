package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sync of the database's own file that fails while the log is copied back: what of it is on disk nobody knows, and the
 * next sync succeeds although it was never written. The log still has everything, as long as nobody starts it anew.
 */
@NeedsStrace
final class CheckpointErrorTest {

    private static final String SYNCS = "fsync,fdatasync";

    @TempDir
    Path folder;

    /** One sync fails, all others would succeed. */
    private List<String> failing(Path file, int which) {
        Path trace = folder.resolve("trace");
        return Strace.failing(file, trace, "pwrite64,ftruncate," + SYNCS, SYNCS, "error=EIO:when=" + which);
    }

    private void assertLeftAlone(Path file) throws IOException {
        // What fails itself; and then nothing, not even when everything is closed.
        assertThat(Strace.afterFailure(folder.resolve("trace")).stream().skip(1))
                .as("calls on the database's file")
                .noneMatch(line -> line.contains("pwrite64") || line.contains("sync") || line.contains("ftruncate"));
        assertThat(Files.size(Path.of(file + "-wal"))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "normal"})
    void stopsWritingAndLeavesTheLogForTheNextOpening(String synchronous) throws IOException {
        Path file = folder.resolve("copied.db");
        String url = Works.url(file) + "?checkpointSize=64KiB&synchronous=" + synchronous;
        try (var child = ChildJvm.start(folder, failing(file, 8), WriteLoad.class, url, "c", "8")) {
            child.awaitSaid("ended", 1);
            child.stop();
            assertThat(child.said("failed"))
                    .allMatch(line -> line.contains(" 08006 ") || line.contains(" 08007 ") || line.contains(" 58030 "))
                    .anySatisfy(line -> assertThat(line)
                            .contains(" 08006 ", "no longer accepts writes since", "copied back", "open it again"));
            assertThat(child.said("ack")).isNotEmpty();
            assertLeftAlone(file);
            Works.assertNothingLost(file, child.said("ack"));
            assertThat(Path.of(file + "-wal"))
                    .as("copied back by the next opening")
                    .doesNotExist();
        }
    }

    @Test
    void besideATransactionFailsItsCommitForCertain() throws IOException {
        Path file = folder.resolve("held.db");
        Database database = Database.open(Works.url(file));
        Await.value(database.execute("CREATE TABLE t (bytes BLOB)"));
        Await.value(database.close());

        try (var child = ChildJvm.start(folder, failing(file, 1), HeldTransaction.class, file.toString())) {
            child.awaitSaid("begun", 1);
            child.awaitLogged("could not be copied back; no more writes");
            child.stop();
            assertThat(child.said("failed"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("08006")
                            .contains("no longer accepts writes since", "copied back"));
            assertThat(child.said("rows")).as("reading goes on").containsExactly("1");
            assertLeftAlone(file);
        }
    }
}
