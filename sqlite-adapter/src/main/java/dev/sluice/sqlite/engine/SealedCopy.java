package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.FileProbe;
import dev.sluice.sqlite.handle.NativeConnection;
import dev.sluice.sqlite.handle.ResultCode;
import dev.sluice.sqlite.handle.SchemaClock;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database attached to a connection in memory, from where it is written into another file under another key, or none:
 * there the key of neither is the default for the other, and the one that is read with is bound and not part of any text.
 */
final class SealedCopy implements AutoCloseable {

    /** Nothing that a copy sorts may reach a temporary file, which would be plain. */
    private static final List<String> PRAGMAS = List.of("PRAGMA temp_store=MEMORY", "PRAGMA foreign_keys=OFF");

    private final String name;
    private final NativeConnection connection;

    private SealedCopy(String name, NativeConnection connection) {
        this.name = name;
        this.connection = connection;
    }

    /** Attaches a file that exists, only to read it or also to lock it. */
    static SealedCopy of(Path source, @Nullable FileKey key, boolean readOnly) {
        NativeConnection connection = NativeConnection.open(plan(":memory:", false, null));
        try {
            String uri = FileUnlocking.uri(source) + (readOnly ? "?mode=ro" : "?mode=rw");
            LockWait.retry(ConnectionOpener.PATIENCE, () -> false, () -> {
                attach(connection, uri, key);
                return true;
            });
            return new SealedCopy(String.valueOf(source.getFileName()), connection);
        } catch (R2dbcException failure) {
            connection.close();
            throw failure;
        }
    }

    private static ConnectionPlan plan(String location, boolean readOnly, @Nullable FileKey key) {
        return new ConnectionPlan(location, readOnly, false, PRAGMAS, 0, new SchemaClock(), key);
    }

    private static void attach(NativeConnection connection, String uri, @Nullable FileKey key) {
        if (key == null) {
            connection.run("ATTACH ? AS source", uri);
            return;
        }
        for (String sql : key.formatStatements()) {
            connection.run(sql);
        }
        byte[] bytes = key.bytes();
        try {
            connection.run("ATTACH ? AS source KEY ?", uri, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Takes the source for itself until this is closed, with everything that was in its log.
     *
     * @return whether it was in WAL mode, which it is not any more
     * @throws R2dbcException when anyone else has it open; it is as it was then
     */
    boolean seize() {
        try {
            connection.run("PRAGMA source.locking_mode=EXCLUSIVE");
            boolean wal = "wal".equals(connection.ask("PRAGMA source.journal_mode"));
            String journal = wal ? connection.ask("PRAGMA source.journal_mode=DELETE") : "delete";
            if (!"delete".equals(journal)) {
                throw EncryptionFailures.inUse(name);
            }
            connection.run("BEGIN EXCLUSIVE");
            connection.run("COMMIT");
            return wal;
        } catch (R2dbcException failure) {
            throw ResultCode.isRetryableLock(failure) ? EncryptionFailures.inUse(name) : failure;
        }
    }

    /** Writes everything into a file that is empty, and makes sure that it can be read there with this key only. */
    void writeInto(Path target, @Nullable FileKey key, boolean wal) {
        if (key != null) {
            connection.run("PRAGMA source.page_size=" + key.format().pageSize());
        }
        String uri = FileUnlocking.uri(target);
        LockWait.retry(ConnectionOpener.PATIENCE, () -> false, () -> {
            connection.run("VACUUM source INTO ?", key == null ? uri : uri + key.uriQuery());
            return true;
        });
        verify(uri, key, wal);
    }

    private void verify(String uri, @Nullable FileKey key, boolean wal) {
        if (key != null && FileProbe.ofFile(uri).opens(null)) {
            throw EncryptionFailures.copyFailed(name, "it came out in plain text");
        }
        NativeConnection copy = NativeConnection.open(plan(uri, false, key));
        try {
            String found = copy.ask("PRAGMA integrity_check(1)");
            if (!"ok".equals(found)) {
                throw EncryptionFailures.copyFailed(name, "the integrity check found: " + found);
            }
            if (wal) {
                copy.run("PRAGMA journal_mode=WAL");
            }
        } finally {
            copy.close();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
