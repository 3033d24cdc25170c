package dev.sluice.sqlite.encrypted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text that is written into databases, and looked for in their files. */
final class PlainText {

    /** Long enough not to appear by chance. */
    static final String KNOWN = "known plain text that nobody may read";

    private PlainText() {}

    /** True when the file holds the text, or begins as plain databases do. */
    static boolean in(Path file) {
        try {
            // One character for each byte.
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.contains(KNOWN) || text.startsWith("SQLite format 3");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The files in the folder that hold it. */
    static List<String> inFilesOf(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(PlainText::in)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
