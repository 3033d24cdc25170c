package dev.sluice.sqlite.cipher;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key of one file, ready for its connections. What it gives as text is made anew each time and holds nothing but
 * hexadecimal digits of the key; such text cannot be wiped, so that it is used at once and kept nowhere.
 */
public final class FileKey implements AutoCloseable {

    private final CipherFormat format;
    private final byte[] content;
    private volatile boolean closed;

    FileKey(CipherFormat format, byte[] content) {
        this.format = format;
        this.content = content;
    }

    /** The format it is for. */
    public CipherFormat format() {
        return format;
    }

    /** Tells a connection the format: to be run before {@link #keyStatement} or {@code ATTACH}. */
    public String[] formatStatements() {
        return new String[] {"PRAGMA cipher='" + format.cipher() + "'", "PRAGMA legacy=" + format.legacy()};
    }

    /** Gives a connection the key. */
    public String keyStatement() {
        return "PRAGMA hexkey='" + digits() + "'";
    }

    /** The query of a URI that opens or creates a file in this format with this key. */
    public String uriQuery() {
        return "?cipher=" + format.cipher() + "&legacy=" + format.legacy() + "&hexkey=" + digits();
    }

    /** The key to bind to {@code ATTACH … KEY ?}; the caller clears it. */
    public byte[] bytes() {
        requireOpen();
        return content.clone();
    }

    private String digits() {
        requireOpen();
        return HexFormat.of().formatHex(content);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The key was wiped when its database was closed");
        }
    }

    /** Wipes the key. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(content, (byte) 0);
    }

    /** Its format; nothing of its content. */
    @Override
    public String toString() {
        return "FileKey[" + format + "]";
    }
}
