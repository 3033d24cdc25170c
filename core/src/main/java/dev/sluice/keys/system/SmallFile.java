package dev.sluice.keys.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads files whole that cannot sensibly be large. */
public final class SmallFile {

    static final int LARGEST = 1 << 20;

    private SmallFile() {}

    /** The content; the caller wipes it where it is secret. @throws IOException when it cannot be read or is too large */
    public static byte[] read(Path file) throws IOException {
        byte[] content = new byte[LARGEST + 1];
        try (InputStream in = Files.newInputStream(file)) {
            int length = in.readNBytes(content, 0, content.length);
            if (length > LARGEST) {
                throw new IOException("larger than 1 MiB");
            }
            return Arrays.copyOf(content, length);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
