package dev.sluice.keys.sops;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** The key that a file's values are encrypted with; unlike the JDK's it can be wiped. */
final class DataKey implements SecretKey, AutoCloseable {

    /** AES-256's. */
    static final int LENGTH = 32;

    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    /** Takes the bytes over. */
    DataKey(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "DataKey";
    }
}
