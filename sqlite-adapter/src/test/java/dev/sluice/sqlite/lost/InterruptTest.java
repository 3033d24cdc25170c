package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever interrupts the driver's threads takes nothing from anybody: no sync, and no failure of one. */
final class InterruptTest {

    @TempDir
    Path folder;

    @Test
    void everyWriteIsStoredAndToldSo() {
        Path file = folder.resolve("test.db");
        try (var child = ChildJvm.start(folder, InterruptedSync.class, file.toString(), "300")) {
            child.awaitSaid("closed", 1);
            assertThat(child.said("failed")).isEmpty();
            assertThat(child.said("ack")).hasSize(300);
        }
    }

    /** Cut short or not, a sync that failed must not be taken for one that was never tried. */
    @Test
    @NeedsStrace
    void aSyncThatFailsWhileItIsInterruptedIsNotForgiven() {
        Path file = folder.resolve("test.db");
        List<String> failing = Strace.failing(
                Path.of(file + "-wal"),
                folder.resolve("trace"),
                "fsync,fdatasync",
                // Long enough to be interrupted in.
                "error=EIO:delay_exit=50000:when=12");
        try (var child = ChildJvm.start(folder, failing, InterruptedSync.class, file.toString(), "40")) {
            child.awaitSaid("closed", 1);
            assertThat(Strace.afterFailure(folder.resolve("trace"))).isNotEmpty();
            assertThat(child.said("failed").stream().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).contains(" 08007 "));
            List<Long> acknowledged =
                    child.said("ack").stream().map(Long::valueOf).toList();
            assertThat(acknowledged)
                    .as("none after the first failure")
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, acknowledged.size())
                            .mapToObj(Long::valueOf)
                            .toList());
            Database database = Database.open(Works.url(file));
            assertThat(Await.value(
                            database.fetchAll(Long.class, "SELECT a FROM t").collectList()))
                    .containsAll(acknowledged);
            Await.value(database.close());
        }
    }
}
