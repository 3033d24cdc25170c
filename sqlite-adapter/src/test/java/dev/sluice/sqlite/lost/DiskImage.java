package dev.sluice.sqlite.lost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * The files of a database as loss of power at one moment would have left them: what was synced before is there, of the
 * rest any part may be. That a file was deleted, too, is on disk only once its folder was synced.
 */
final class DiskImage {

    private final List<SystemCall> calls;
    private final List<SystemCall> syncs;
    private final int moment;
    private final Random random;

    /**
     * @param moment a line of the trace
     * @param random decides which writes that were not synced have reached the disk
     */
    DiskImage(List<SystemCall> calls, int moment, Random random) {
        this.calls = calls;
        this.moment = moment;
        this.random = random;
        this.syncs = calls.stream()
                .filter(call -> call.isSync() && call.ended() < moment)
                .toList();
    }

    /** Writes the image of a database and its log. The log's index is not on disk in any sense: SQLite makes it anew. */
    void write(Path database, Path image) throws IOException {
        write(database.toString(), 0, moment, image);
        write(database + "-wal", 0, moment, Path.of(image + "-wal"));
    }

    /** Writes the image of a database and its rollback journal, in the life of the journal that the disk knows. */
    void writeWithJournal(Path database, Path image) throws IOException {
        write(database.toString(), 0, moment, image);
        String journal = database + "-journal";
        List<SystemCall> deletions = calls.stream()
                .filter(call -> call.name().equals("unlink") && call.file().equals(journal))
                .filter(call -> call.begun() < moment)
                .toList();
        int known = (int) deletions.stream().filter(this::isOnDisk).count();
        int from = known == 0 ? 0 : deletions.get(known - 1).begun();
        int to = known == deletions.size() ? moment : deletions.get(known).begun();
        write(journal, from, to, Path.of(image + "-journal"));
    }

    private boolean isOnDisk(SystemCall deletion) {
        return syncs.stream()
                .anyMatch(sync -> deletion.file().startsWith(sync.file() + "/") && sync.begun() > deletion.ended());
    }

    private void write(String file, int from, int to, Path image) throws IOException {
        int lastSync = syncs.stream()
                .filter(sync -> sync.file().equals(file) && sync.begun() < to)
                .mapToInt(SystemCall::begun)
                .max()
                .orElse(0);
        // Of some moments nothing unsynced is there, of some everything, of the others any part.
        double share = random.nextInt(3) / 2.0;
        try (FileChannel disk = FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (SystemCall call : calls) {
                boolean done =
                        call.file().equals(file) && call.result() >= 0 && call.begun() > from && call.begun() < to;
                if (done && (call.ended() < lastSync || random.nextDouble() < share)) {
                    apply(call, disk);
                }
            }
        }
    }

    private static void apply(SystemCall call, FileChannel disk) throws IOException {
        if (call.isWrite()) {
            disk.write(ByteBuffer.wrap(call.data().getBytes(StandardCharsets.ISO_8859_1)), call.offset());
        } else if (call.name().equals("ftruncate")) {
            disk.truncate(call.offset());
        }
    }
}
