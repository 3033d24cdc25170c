package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Forces the WAL to disk from outside SQLite, so that one sync serves many commits. The WAL is the one file of an open
 * database that may be opened besides SQLite: it carries no locks that closing it could drop.
 */
final class WalSync {

    private final Path wal;
    private @Nullable FileChannel channel;

    WalSync(Path wal) {
        this.wal = wal;
    }

    /** Returns once everything written to the WAL before is on disk. Blocks. For one thread at a time. */
    void force() throws IOException {
        for (; ; ) {
            try {
                open().force(false);
                return;
            } catch (ClosedByInterruptException stray) {
                // An interrupt from outside closes the channel; no sync was tried, so that nothing is lost by trying
                // anew.
                Thread.interrupted();
                channel = null;
            }
        }
    }

    /** False as long as nothing was ever written to the WAL, which SQLite creates when it needs it. */
    boolean hasFile() {
        return Files.exists(wal);
    }

    private FileChannel open() throws IOException {
        FileChannel known = channel;
        if (known == null) {
            known = FileChannel.open(wal, StandardOpenOption.WRITE);
            channel = known;
        }
        return known;
    }

    void close() throws IOException {
        FileChannel known = channel;
        channel = null;
        if (known != null) {
            known.close();
        }
    }
}
