package dev.sluice.sqlite.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file known by what it is (device and inode) rather than by its path, which may come to mean another one. It is never
 * opened for that: closing it again would drop the locks SQLite holds on it.
 */
final class FileIdentity {

    private final Path path;
    private boolean seen;
    private @Nullable Object key;

    /** @param path where the file is, now or later: it is known from when it is first seen there */
    FileIdentity(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** What has become of the file since it was first seen, in words; null while it is in its place. For one thread at a time. */
    @Nullable
    String change() {
        try {
            Object now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            if (!seen) {
                seen = true;
                key = now;
            }
            // Where files have no such key, an open file cannot be moved either.
            return key == null || key.equals(now) ? null : "has been replaced by another file";
        } catch (NoSuchFileException gone) {
            return seen ? "has been moved or deleted" : null;
        } catch (IOException unreachable) {
            String why = unreachable.getClass().getSimpleName();
            return seen ? "cannot be reached any more (" + why + ")" : null;
        }
    }
}
