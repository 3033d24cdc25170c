package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherFormat;
import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.NativeConnection;
import dev.sluice.sqlite.handle.ResultCode;
import dev.sluice.sqlite.handle.SchemaClock;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens the database of an engine. Blocks on the file system, so it runs on a thread that may. Looks at the file only
 * before SQLite has it open, and never reads it.
 */
final class EngineOpener {

    private EngineOpener() {}

    /**
     * The one name under which a file is known in this JVM.
     *
     * @throws R2dbcException when the file cannot be a database, naming the option and the remedy; nothing was created
     */
    static DatabaseLocation canonical(DatabaseLocation location, EngineOptions options) {
        if (!(location instanceof DatabaseLocation.InFile file)) {
            return location;
        }
        Path path = file.path().toAbsolutePath().normalize();
        check(path, options);
        try {
            Path parent = path.getParent();
            boolean there = Files.exists(path);
            Path real = there || parent == null
                    ? path.toRealPath()
                    : parent.toRealPath().resolve(file.name());
            return new DatabaseLocation.InFile(real);
        } catch (IOException unreachable) {
            throw refused(file.name(), "cannot be reached: " + unreachable.getMessage(), unreachable);
        }
    }

    private static void check(Path path, EngineOptions options) {
        String name = String.valueOf(path.getFileName());
        Path parent = path.getParent();
        if (Files.isDirectory(path)) {
            throw refused(name, "is a folder; name a file in it", null);
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused(name, "lies in a folder that does not exist; create the folder first", null);
        }
        if (!Files.exists(path) && (options.readOnly() || !options.create())) {
            String option = options.readOnly() ? "readOnly=true" : "create=false";
            throw refused(name, "does not exist and " + option + " forbids to create it", null);
        }
        if (Files.exists(path) && (!Files.isRegularFile(path) || !Files.isReadable(path))) {
            throw refused(name, "cannot be read as a file; check its kind and its permissions", null);
        }
    }

    /** Why the options cannot be had together with a key; null when they can. */
    static @Nullable R2dbcException refusalWithKey(DatabaseLocation location, EngineOptions options) {
        if (location instanceof DatabaseLocation.InMemory) {
            return EncryptionFailures.impossible(
                    "A database in memory is not encrypted; leave out its key, or use a file");
        }
        if (options.mmapSize() > 0) {
            return EncryptionFailures.impossible(
                    "An encrypted file cannot be mapped into memory, where it would be read"
                            + " without being decrypted; leave out mmapSize");
        }
        return options.tempStore().equals("MEMORY")
                ? null
                : EncryptionFailures.impossible(
                        "SQLite writes temporary files in plain text; with a key tempStore must" + " be memory");
    }

    /** Opens the writing connection, and an engine over it. */
    static Engine open(DatabaseLocation location, EngineOptions options, EngineKey key) {
        try {
            return unlocked(location, options, key);
        } catch (R2dbcException failure) {
            boolean unlocked = !String.valueOf(failure.getSqlState()).startsWith("ENC");
            if (key.isPlain() || !unlocked || ResultCode.primary(failure) != ResultCode.NOTADB) {
                throw failure;
            }
            // The file was not there at first, and another process has made it meanwhile, with a salt of its own.
            key.reset();
            return unlocked(location, options, key);
        }
    }

    private static Engine unlocked(DatabaseLocation location, EngineOptions options, EngineKey key) {
        FileKey fileKey = location instanceof DatabaseLocation.InFile file
                ? key.unlock(new FileUnlocking(file, CipherFormat.valueOf(options.cipher())))
                : null;
        var plan = new ConnectionPlan(
                uri(location),
                options.readOnly(),
                options.create(),
                pragmas(options),
                options.statementCacheSize(),
                new SchemaClock(),
                fileKey);
        try {
            NativeConnection writer = ConnectionOpener.open(plan);
            try {
                return start(location, options, plan, writer);
            } catch (R2dbcException failure) {
                writer.close();
                throw failure;
            }
        } catch (R2dbcException failure) {
            throw explain(location, failure);
        }
    }

    private static Engine start(
            DatabaseLocation location, EngineOptions options, ConnectionPlan plan, NativeConnection writer) {
        if (!options.readOnly()) {
            // Heeded by SQLite only before the first page of a new file is written, which entering WAL does.
            writer.run("PRAGMA auto_vacuum=" + options.autoVacuum());
        }
        boolean wal = confirmJournal(location, options, writer);
        writer.settleEncoding();
        Path file = location instanceof DatabaseLocation.InFile inFile ? inFile.path() : null;
        Path walFile = wal && file != null ? file.resolveSibling(file.getFileName() + "-wal") : null;
        FileWatch files = watch(file, walFile);
        ConnectionOpener opener = wal ? new ConnectionOpener(plan, files) : null;
        boolean durable = !options.readOnly() && !options.synchronous().equals("NORMAL");
        WalSync sync = walFile != null && durable ? new WalSync(walFile) : null;
        List<String> writersPragmas = options.readOnly() ? List.of() : writersPragmas(wal, file != null, options);
        writersPragmas.forEach(writer::run);
        var restore =
                new SessionRestore(plan, writersPragmas, location instanceof DatabaseLocation.InMemory ? writer : null);
        var watch = new WalWatch(walFile, options.checkpointSize(), options.checkpointInterval());
        if (sync != null) {
            open(sync, location, writer);
        }
        return new Engine(location.name(), options, writer, opener, sync, files, watch, restore);
    }

    /** Opens what commits depend on, so that nothing is lacking later. SQLite makes the log when it first looks for it. */
    private static void open(WalSync sync, DatabaseLocation location, NativeConnection writer) {
        LockWait.retry(
                ConnectionOpener.PATIENCE, () -> false, () -> String.valueOf(writer.ask("PRAGMA schema_version")));
        try {
            sync.open();
        } catch (IOException failure) {
            throw refused(
                    location.name(), "has a write-ahead log that cannot be opened: " + failure.getMessage(), failure);
        }
    }

    private static FileWatch watch(@Nullable Path file, @Nullable Path walFile) {
        if (file == null) {
            return new FileWatch();
        }
        return walFile == null ? new FileWatch(file) : new FileWatch(file, walFile);
    }

    /** What the writing connection is told beside all others. */
    private static List<String> writersPragmas(boolean wal, boolean file, EngineOptions options) {
        var pragmas = new ArrayList<String>();
        if (wal) {
            // Copying back is the engine's business: it happens beside the writer, not inside somebody's COMMIT.
            pragmas.add("PRAGMA wal_autocheckpoint=0");
            pragmas.add("PRAGMA journal_size_limit=" + WalWatch.sizeLimit(options.checkpointSize()));
        }
        if (!wal && file && options.synchronous().equals("FULL")) {
            // A rollback journal is deleted to commit. Only EXTRA syncs the folder after that, so that it cannot come
            // back.
            pragmas.add("PRAGMA synchronous=EXTRA");
        }
        if (wal && !options.synchronous().equals("NORMAL")) {
            // One sync of the WAL serves many commits; see Acknowledgements. What SQLite syncs at NORMAL keeps the file
            // sound.
            pragmas.add("PRAGMA synchronous=NORMAL");
        }
        return pragmas;
    }

    /** True when the database is in WAL mode, as SQLite answers; asking for it is not enough. */
    private static boolean confirmJournal(DatabaseLocation location, EngineOptions options, NativeConnection writer) {
        String wanted = options.readOnly() || location instanceof DatabaseLocation.InMemory
                ? "PRAGMA journal_mode"
                : "PRAGMA journal_mode=" + options.journalMode();
        String answer =
                LockWait.retry(ConnectionOpener.PATIENCE, () -> false, () -> String.valueOf(writer.ask(wanted)));
        return "wal".equals(answer.toLowerCase(Locale.ROOT));
    }

    private static List<String> pragmas(EngineOptions options) {
        return List.of(
                "PRAGMA foreign_keys=" + (options.foreignKeys() ? "ON" : "OFF"),
                "PRAGMA trusted_schema=" + (options.trustedSchema() ? "ON" : "OFF"),
                "PRAGMA case_sensitive_like=" + (options.caseSensitiveLike() ? "ON" : "OFF"),
                "PRAGMA cache_size=-" + Math.max(1, options.cacheSize() / 1024),
                "PRAGMA mmap_size=" + options.mmapSize(),
                "PRAGMA temp_store=" + options.tempStore(),
                "PRAGMA synchronous=" + options.synchronous());
    }

    private static String uri(DatabaseLocation location) {
        return location instanceof DatabaseLocation.InFile file ? FileUnlocking.uri(file.path()) : ":memory:";
    }

    private static R2dbcException explain(DatabaseLocation location, R2dbcException failure) {
        return switch (ResultCode.primary(failure)) {
            case ResultCode.NOTADB ->
                refused(location.name(), "is not a SQLite database, or is encrypted; name another file", failure);
            case ResultCode.CANTOPEN ->
                refused(location.name(), "cannot be opened; check the permissions of the file and its folder", failure);
            default -> failure;
        };
    }

    static R2dbcException refused(String name, String why, @Nullable Throwable cause) {
        int code = cause instanceof R2dbcException sqlite ? sqlite.getErrorCode() : ResultCode.CANTOPEN;
        return new R2dbcNonTransientResourceException(
                "The option database cannot be used: '" + name + "' " + why, "08001", code, cause);
    }
}
