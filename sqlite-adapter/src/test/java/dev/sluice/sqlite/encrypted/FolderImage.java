package dev.sluice.sqlite.encrypted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The files of a folder as they were: names, times of last change, and contents. Nobody may have them open. */
record FolderImage(Map<String, String> files) {

    static FolderImage of(Path folder) {
        var files = new TreeMap<String, String>();
        try (var list = Files.list(folder)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                var sum = new CRC32();
                sum.update(bytes);
                files.put(
                        file.getFileName().toString(),
                        bytes.length + " bytes, sum " + sum.getValue() + ", changed "
                                + Files.getLastModifiedTime(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FolderImage(files);
    }

    /** Without the index of a log, which says nothing and which any reader makes anew. */
    FolderImage withoutIndexes() {
        var kept = new TreeMap<>(files);
        kept.keySet().removeIf(name -> name.endsWith("-shm"));
        return new FolderImage(kept);
    }
}
