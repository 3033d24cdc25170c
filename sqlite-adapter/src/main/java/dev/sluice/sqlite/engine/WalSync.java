package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forces the WAL to disk from outside SQLite, so that one sync serves many commits. The WAL is the one file of an open
 * database that may be opened besides SQLite: it carries no locks that closing it could drop.
 *
 * <p>The channel is of the kind that an interrupt of the thread does not close. The other kind would report the interrupt
 * in place of a sync that has failed, and the system tells of a failed sync only once.
 */
final class WalSync {

    private final Path wal;
    private final AtomicReference<@Nullable AsynchronousFileChannel> channel = new AtomicReference<>();

    WalSync(Path wal) {
        this.wal = wal;
    }

    /**
     * Opens the WAL as soon as SQLite has made it, before anything depends on it: when the process has no file descriptor
     * left, a commit can be refused, but not taken back.
     */
    void open() throws IOException {
        if (channel.get() == null && hasFile()) {
            opened();
        }
    }

    /** Returns once everything written to the WAL before is on disk. Blocks. */
    void force() throws IOException {
        opened().force(false);
    }

    /** False as long as nothing was ever written to the WAL, which SQLite creates when it needs it. */
    boolean hasFile() {
        return Files.exists(wal);
    }

    private AsynchronousFileChannel opened() throws IOException {
        AsynchronousFileChannel known = channel.get();
        if (known != null) {
            return known;
        }
        AsynchronousFileChannel fresh = AsynchronousFileChannel.open(wal, StandardOpenOption.WRITE);
        if (channel.compareAndSet(null, fresh)) {
            return fresh;
        }
        fresh.close();
        return opened();
    }

    void close() throws IOException {
        AsynchronousFileChannel known = channel.getAndSet(null);
        if (known != null) {
            known.close();
        }
    }
}
