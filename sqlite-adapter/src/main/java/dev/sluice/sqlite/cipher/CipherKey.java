package dev.sluice.sqlite.cipher;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a database as its owner gives it: a passphrase, or the raw bytes of a key. Compared by identity, printed
 * without its content; {@link #close} wipes it.
 */
public final class CipherKey implements AutoCloseable {

    private final byte[] content;
    private final boolean raw;
    private volatile boolean closed;

    private CipherKey(byte[] content, boolean raw) {
        this.content = content;
        this.raw = raw;
    }

    /**
     * A passphrase. The array is copied, and the caller's to clear.
     *
     * @throws IllegalArgumentException when it is empty or not Unicode text
     */
    public static CipherKey passphrase(char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("The passphrase is empty; an empty key protects nothing");
        }
        byte[] room = new byte[3 * passphrase.length];
        ByteBuffer utf8 = ByteBuffer.wrap(room);
        CoderResult end = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(passphrase), utf8, true);
        byte[] bytes = Arrays.copyOf(room, utf8.position());
        Arrays.fill(room, (byte) 0);
        if (end.isError()) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException("The passphrase is not Unicode text: it holds half of a surrogate pair");
        }
        return new CipherKey(bytes, false);
    }

    /**
     * A raw key of 32 bytes, or of 48, of which the last 16 are the salt of the file. The array is copied, and the
     * caller's to clear.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public static CipherKey raw(byte[] bytes) {
        int withSalt = CipherFormat.KEY_BYTES + CipherFormat.SALT_BYTES;
        if (bytes.length != CipherFormat.KEY_BYTES && bytes.length != withSalt) {
            throw new IllegalArgumentException(
                    "A raw key has 32 bytes, or 48 with the salt of the file, was " + bytes.length);
        }
        return new CipherKey(bytes.clone(), true);
    }

    /** A copy that is wiped by itself. */
    public CipherKey copy() {
        return new CipherKey(bytes(), raw);
    }

    boolean isRaw() {
        return raw;
    }

    /** A copy of the raw key, or of the passphrase in UTF-8; the caller clears it. */
    byte[] bytes() {
        if (closed) {
            throw new IllegalStateException("The key was wiped; give it anew");
        }
        return content.clone();
    }

    /** Wipes the key. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(content, (byte) 0);
    }

    /** Its kind; nothing of its content. */
    @Override
    public String toString() {
        return raw ? "CipherKey[raw]" : "CipherKey[passphrase]";
    }
}
