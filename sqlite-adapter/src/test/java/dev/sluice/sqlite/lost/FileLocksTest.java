package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who closes any descriptor of a file gives up all locks that the process has on it, SQLite's among them, and another
 * process may then delete the log of the living database. So while a database is open nobody but SQLite opens its file.
 */
@NeedsStrace
final class FileLocksTest {

    @TempDir
    Path folder;

    @Test
    void nobodyClosesTheFileWhileTheDatabaseIsOpen() {
        Path trace = folder.resolve("trace");
        Path file = folder.resolve("locked.db");
        String url = Works.url(file) + "?checkpointSize=64KiB";
        try (var child = ChildJvm.start(folder, Strace.writing(trace), WriteLoad.class, url, "o", "8")) {
            child.awaitSaid("ack", 300);
            child.stop();
        }
        List<SystemCall> calls = Trace.read(trace, folder);
        int first = DurabilityCheck.firstAcknowledgement(calls);
        int last = DurabilityCheck.lastAcknowledgement(calls);
        List<SystemCall> closed = calls.stream()
                .filter(call -> call.name().equals("close") && call.begun() > first && call.begun() < last)
                .filter(call -> List.of(file.toString(), file + "-shm").contains(call.file()))
                .toList();
        assertThat(closed).isEmpty();
        assertThat(calls)
                .anyMatch(call -> call.name().equals("close") && call.file().equals(file.toString()));
    }
}
