package dev.sluice.keys;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A secret key: a passphrase, from which whoever uses it derives a key, or the raw bytes of a key. {@link #close} wipes it.
 * Compared by identity and printed without its content. Safe for use by several threads.
 */
public final class Key implements AutoCloseable {

    /** Shorter raw keys are mistakes. */
    static final int SHORTEST_RAW = 16;

    private static final int MOST_BYTES_PER_CHAR = 3;

    private final byte[] content;
    private final boolean raw;
    private boolean closed;

    private Key(byte[] content, boolean raw) {
        this.content = content;
        this.raw = raw;
    }

    /**
     * A passphrase, taken as it is. The array is copied, and the caller's to clear.
     *
     * @throws KeyException when it is empty or not Unicode text
     */
    public static Key passphrase(char[] passphrase) {
        return ofPassphrase(encoded(passphrase), "The passphrase");
    }

    /**
     * A raw key. The array is copied, and the caller's to clear.
     *
     * @throws KeyException when it has less than 16 bytes
     */
    public static Key raw(byte[] bytes) {
        return ofRaw(bytes.clone(), "The raw key");
    }

    /** Takes UTF-8 text over. */
    static Key ofPassphrase(byte[] utf8, String what) {
        if (utf8.length == 0) {
            throw new KeyException(KeyProblem.UNUSABLE, what + " is empty; an empty key protects nothing");
        }
        return new Key(utf8, false);
    }

    /** Takes bytes over. */
    static Key ofRaw(byte[] bytes, String what) {
        if (bytes.length < SHORTEST_RAW) {
            Arrays.fill(bytes, (byte) 0);
            throw new KeyException(
                    KeyProblem.UNUSABLE,
                    what + " has " + bytes.length + " bytes; a raw key needs at least " + SHORTEST_RAW
                            + ", most ciphers want 32");
        }
        return new Key(bytes, true);
    }

    private static byte[] encoded(char[] text) {
        byte[] room = new byte[text.length * MOST_BYTES_PER_CHAR];
        ByteBuffer utf8 = ByteBuffer.wrap(room);
        try {
            var result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), utf8, true);
            if (result.isError()) {
                throw new KeyException(
                        KeyProblem.UNUSABLE, "The passphrase is not Unicode text: it holds half of a surrogate pair");
            }
            return Arrays.copyOf(room, utf8.position());
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /** True for the bytes of a key, false for a passphrase. */
    public boolean isRaw() {
        return raw;
    }

    /**
     * A copy of the raw key, or of the passphrase in UTF-8; the caller clears it.
     *
     * @throws IllegalStateException when the key was closed
     */
    public byte[] bytes() {
        synchronized (content) {
            if (closed) {
                throw new IllegalStateException("The key was closed and is wiped; resolve its source again");
            }
            return content.clone();
        }
    }

    /**
     * {@link #bytes} as lower-case hexadecimal digits; the caller clears them.
     *
     * @throws IllegalStateException when the key was closed
     */
    public char[] hex() {
        byte[] bytes = bytes();
        try {
            char[] digits = new char[bytes.length * 2];
            HexFormat format = HexFormat.of();
            for (int i = 0; i < bytes.length; i++) {
                digits[2 * i] = format.toHighHexDigit(bytes[i]);
                digits[2 * i + 1] = format.toLowHexDigit(bytes[i]);
            }
            return digits;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Wipes the key. Closing again does nothing. */
    @Override
    public void close() {
        synchronized (content) {
            closed = true;
            Arrays.fill(content, (byte) 0);
        }
    }

    /** What kind of key it is; nothing of its content, and not the length of a passphrase. */
    @Override
    public String toString() {
        return raw ? "Key[raw, " + content.length + " bytes]" : "Key[passphrase]";
    }
}
