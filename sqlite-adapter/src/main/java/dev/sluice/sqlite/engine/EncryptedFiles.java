package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherFormat;
import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.handle.FileProbe;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Files copied under another key, and put into the place of what they replace only when they are complete, verified and
 * on disk. SQLite's own {@code PRAGMA rekey} writes into the file itself: when it is interrupted, the file can be saved
 * with the old key alone, and the first attempt to open it with the new one destroys that. All methods block.
 */
public final class EncryptedFiles {

    private EncryptedFiles() {}

    /**
     * A file and its key.
     *
     * @param location the file; must be in a file
     * @param cipher the format when there is a key, such as {@code SQLCIPHER4}
     * @param key null when it is plain
     */
    public record Keyed(
            DatabaseLocation location,
            String cipher,
            @Nullable CipherKey key) {

        private DatabaseLocation.InFile file() {
            if (location instanceof DatabaseLocation.InFile file) {
                return new DatabaseLocation.InFile(file.path().toAbsolutePath().normalize());
            }
            throw EncryptionFailures.impossible("A database in memory is not encrypted; use a file");
        }

        @Nullable
        FileKey unlock(Path path) {
            return new FileUnlocking(new DatabaseLocation.InFile(path), CipherFormat.valueOf(cipher)).unlock(key);
        }
    }

    /** True when the file cannot be read without a key, as SQLite finds. */
    static boolean isEncrypted(DatabaseLocation location) {
        return location instanceof DatabaseLocation.InFile file
                && !FileProbe.ofFile(FileUnlocking.uri(file.path())).opens(null);
    }

    /**
     * Copies a database into a new file, while others use it.
     *
     * @throws R2dbcException when the key of the source is wrong or the target is there already; no target is left then
     */
    public static void copy(Keyed source, Keyed target) {
        Path from = existing(source);
        Path to = target.file().path();
        if (Files.exists(to)) {
            throw EngineOpener.refused(to.getFileName().toString(), "is there already; name a new file", null);
        }
        try (FileKey key = source.unlock(from);
                SealedCopy copy = SealedCopy.of(from, key, true)) {
            put(copy, false, from, to, target);
        }
    }

    /**
     * Gives a file another key, or another format.
     *
     * @throws R2dbcException when the old key is wrong or anyone has the file open; it is as it was then
     */
    static void rekey(Path file, Keyed before, Keyed after) {
        try (FileKey key = before.unlock(file);
                SealedCopy copy = SealedCopy.of(file, key, false)) {
            boolean wal = copy.seize();
            put(copy, wal, file, file, after);
        }
    }

    private static Path existing(Keyed source) {
        DatabaseLocation.InFile file = source.file();
        if (!Files.isRegularFile(file.path())) {
            throw EngineOpener.refused(file.name(), "does not exist", null);
        }
        return file.path();
    }

    private static void put(SealedCopy copy, boolean wal, Path model, Path to, Keyed target) {
        Path draft = to.resolveSibling(to.getFileName() + "-draft");
        try {
            Files.deleteIfExists(draft); // of a process that ended in the middle
            create(draft);
            try (FileKey key = target.unlock(draft)) {
                copy.writeInto(draft, key, wal);
                likeIn(model, draft);
                sync(draft);
                move(draft, to, model.equals(to));
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (FileAlreadyExistsException there) {
            throw EngineOpener.refused(to.getFileName().toString(), "is there already; name a new file", there);
        } catch (IOException failure) {
            throw EngineOpener.refused(
                    to.getFileName().toString(), "cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Nobody else may read it before it has the rights of the file it is made from. */
    private static void create(Path draft) throws IOException {
        if (isPosix(draft.toAbsolutePath().getParent())) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(draft);
        }
    }

    private static void likeIn(Path model, Path draft) throws IOException {
        if (!isPosix(model)) {
            return;
        }
        PosixFileAttributes like = Files.readAttributes(model, PosixFileAttributes.class);
        PosixFileAttributes is = Files.readAttributes(draft, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (!is.owner().equals(like.owner())) {
            view.setOwner(like.owner());
        }
        if (!is.group().equals(like.group())) {
            view.setGroup(like.group());
        }
        view.setPermissions(like.permissions());
    }

    private static boolean isPosix(@Nullable Path path) {
        return path != null && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static void move(Path draft, Path to, boolean replace) throws IOException {
        if (replace) {
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(draft, to);
        }
        Path folder = to.toAbsolutePath().getParent();
        if (isPosix(folder) && folder != null) {
            sync(folder);
        }
    }

    /** SQLite has it open no more, or it is a folder; see R1 in the notes on locks: closing a file drops them. */
    private static void sync(Path path) throws IOException {
        StandardOpenOption option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
