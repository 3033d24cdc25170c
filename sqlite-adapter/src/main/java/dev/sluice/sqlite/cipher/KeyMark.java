package dev.sluice.sqlite.cipher;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether another key is the same, without keeping the key: a keyed hash of it, under a secret of its own. */
public final class KeyMark implements AutoCloseable {

    private static final String HASH = "HmacSHA256";

    private final byte[] secret = new byte[32];
    private final byte[] mark;

    /** Marks a key. */
    public KeyMark(CipherKey key) {
        new SecureRandom().nextBytes(secret);
        mark = mark(key);
    }

    /** True for the same key; takes as long for any other. */
    public boolean fits(CipherKey key) {
        return MessageDigest.isEqual(mark, mark(key));
    }

    private byte[] mark(CipherKey key) {
        byte[] bytes = key.bytes();
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            mac.update((byte) (key.isRaw() ? 1 : 0));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This JVM has no " + HASH + ", which every JVM must have", absent);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Wipes it. */
    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(mark, (byte) 0);
    }
}
