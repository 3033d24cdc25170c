package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I/O errors while writing. When COMMIT meets one, nobody can tell what is on disk: the outcome is unknown, and nothing
 * more is written until the database was opened anew.
 */
final class WriteErrorTest {

    /** More than the native library of SQLite, which the child unpacks first; in blocks of half a KiB, or of one. */
    private static final List<String> LIMITED = List.of("sh", "-c", "ulimit -S -f 6000; exec \"$@\"", "sh");

    @TempDir
    Path folder;

    @Test
    void aFileThatMayNotGrowStopsWritingUntilTheDatabaseIsOpenedAnew() {
        Path file = folder.resolve("limited.db");
        String url = Works.url(file) + "?checkpointSize=1GiB&synchronous=normal";
        try (var child = ChildJvm.start(folder, LIMITED, WriteLoad.class, url, "l", "8")) {
            child.awaitSaid("ended", 1);
            assertStopped(child);
            int before = child.said("ack").size();
            child.tell("again");
            child.awaitSaid("ack", before + 200);
            child.stop();
            Works.assertNothingLost(file, child.said("ack"));
        }
    }

    @Test
    @NeedsStrace
    void aFailedSyncStopsWritingUntilTheDatabaseIsOpenedAnew() {
        Path file = folder.resolve("unsynced.db");
        Path log = Path.of(file + "-wal");
        List<String> failing = Strace.failing(log, folder.resolve("trace"), "fsync,fdatasync", "error=EIO:when=100");
        try (var child = ChildJvm.start(folder, failing, WriteLoad.class, Works.url(file), "s", "8")) {
            child.awaitSaid("ended", 1);
            assertStopped(child);
            assertThat(child.said("ack")).hasSizeGreaterThan(50);
            child.stop();
            Works.assertNothingLost(file, child.said("ack"));
        }
    }

    /** The first failures do not know their outcome, all others are refused, and reading goes on. */
    private static void assertStopped(ChildJvm child) {
        List<String> failures =
                child.said("failed").stream().map(line -> line.split(" ", 2)[1]).toList();
        assertThat(failures)
                .anySatisfy(failure -> assertThat(failure)
                        .startsWith("08007")
                        .contains("its outcome is unknown; reopen the database and look"));
        assertThat(failures)
                .anySatisfy(failure -> assertThat(failure)
                        .startsWith("08006")
                        .contains("no longer accepts writes", "close it and open it again"));
        assertThat(failures).allMatch(failure -> failure.startsWith("08007") || failure.startsWith("08006"));
        assertThat(Long.parseLong(child.said("ended").get(0)))
                .isGreaterThan(child.said("ack").size());
    }
}
