package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A file known by what it is (device and inode) rather than by its path, which may come to mean another one. It is never
 * opened for that: closing it again would drop the locks SQLite holds on it. Safe for all threads, and holds no lock while it
 * asks the file system.
 */
final class FileIdentity {

    /** What stands for a file where files have no key; an open file cannot be moved there either. */
    private static final Object KEYLESS = new Object();

    private final Path path;
    private final AtomicReference<@Nullable Object> first = new AtomicReference<>();

    /** @param path where the file is, now or later: it is known from when it is first seen there */
    FileIdentity(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** What has become of the file since it was first seen, in words; null while it is in its place. */
    @Nullable
    String change() {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            Object now = key == null ? KEYLESS : key;
            first.compareAndSet(null, now);
            return now.equals(first.get()) ? null : "has been replaced by another file";
        } catch (NoSuchFileException gone) {
            return first.get() != null ? "has been moved or deleted" : null;
        } catch (IOException unreachable) {
            String why = unreachable.getClass().getSimpleName();
            return first.get() != null ? "cannot be reached any more (" + why + ")" : null;
        }
    }
}
