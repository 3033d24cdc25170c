package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found after loss of power: only what was synced, whatever else had been written. */
@NeedsStrace
final class PowerLossTest {

    @TempDir
    Path folder;

    @Test
    void aLogCutWhereItWasLastSyncedHoldsEverythingAcknowledged() throws IOException {
        Path file = folder.resolve("cut.db");
        List<String> acknowledged = killed(file, "?synchronous=full", 400);
        Works.assertNothingLost(copyWithCutLog(file), acknowledged);
    }

    /** The same proof must fail where nothing was synced. */
    @Test
    void withoutSyncsTheCutLogHasLostWhatWasAcknowledged() throws IOException {
        Path file = folder.resolve("cut.db");
        List<String> acknowledged = killed(file, "?synchronous=normal", 200);
        assertThat(Works.lost(copyWithCutLog(file), acknowledged)).isNotEmpty();
    }

    /** At many moments, checkpoints and new logs among them, with any part of what was not synced on disk or not. */
    @Test
    void whateverReachedTheDiskUnsyncedNothingAcknowledgedIsLost() throws IOException {
        Path file = folder.resolve("replayed.db");
        killed(file, "?synchronous=full&checkpointSize=64KiB", 600);
        assertNothingLost(file, DiskImage::write);
    }

    /** Deleting the journal commits, and a journal that comes back undoes that: FULL must sync the folder in between. */
    @Test
    void withARollbackJournalNothingAcknowledgedIsLostEither() throws IOException {
        Path file = folder.resolve("replayed.db");
        killed(file, "?journalMode=delete&synchronous=full", 200);
        assertNothingLost(file, DiskImage::writeWithJournal);
    }

    private interface Writing {

        void write(DiskImage image, Path database, Path target) throws IOException;
    }

    private void assertNothingLost(Path file, Writing writing) throws IOException {
        List<SystemCall> calls = Trace.read(folder.resolve("trace"), folder);
        long seed = System.nanoTime();
        var random = new Random(seed);
        int first = DurabilityCheck.firstAcknowledgement(calls);
        int last = calls.get(calls.size() - 1).begun();
        for (int moment = 0; moment < (Thorough.WANTED ? 500 : 20); moment++) {
            int line = first + random.nextInt(last - first);
            Path image = Files.createDirectory(folder.resolve("image" + moment)).resolve("replayed.db");
            writing.write(new DiskImage(calls, line, random), file, image);
            List<String> acknowledged = DurabilityCheck.acknowledgedBefore(calls, line);
            Works.assertNothingLost(image, acknowledged, "seed " + seed + ", line " + line);
        }
    }

    /** Runs a traced load and kills it; what it has acknowledged. */
    private List<String> killed(Path file, String options, int times) {
        List<String> tracing = Strace.writing(folder.resolve("trace"));
        try (var child = ChildJvm.start(folder, tracing, WriteLoad.class, Works.url(file) + options, "p", "8")) {
            child.awaitSaid("ack", times);
            child.kill();
            return child.said("ack");
        }
    }

    /** Copies the database, and the log up to where it was last synced; nothing has them open. */
    private Path copyWithCutLog(Path file) throws IOException {
        Path copy = folder.resolve("copy.db");
        Files.copy(file, copy);
        Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));
        try (FileChannel log = FileChannel.open(Path.of(copy + "-wal"), StandardOpenOption.WRITE)) {
            log.truncate(Trace.syncedLength(Trace.read(folder.resolve("trace"), folder), file + "-wal"));
        }
        return copy;
    }
}
