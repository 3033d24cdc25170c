package dev.sluice.sqlite.cipher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The formats of encrypted files that SQLite3 Multiple Ciphers reads and writes, with what each makes of a key. */
public enum CipherFormat {
    /** SQLCipher 4. */
    SQLCIPHER4("sqlcipher", 4, 4096, "HmacSHA512", 256_000, "x'", "'"),
    /** SQLCipher 3. */
    SQLCIPHER3("sqlcipher", 3, 1024, "HmacSHA1", 64_000, "x'", "'"),
    /** ChaCha20-Poly1305, as of sqleet. */
    CHACHA20("chacha20", 0, 4096, "HmacSHA256", 64_007, "raw:", ""),
    /** AES-256 in CBC mode, as of wxSQLite3: the library derives its keys, from nothing but passphrases. */
    AES256CBC("aes256cbc", 0, 4096, "", 0, "", "");

    /** Of a raw key. */
    static final int KEY_BYTES = 32;

    /** At the beginning of a file, and at the end of a raw key that carries it. */
    public static final int SALT_BYTES = 16;

    private final String cipher;
    private final int legacy;
    private final int pageSize;
    private final String hmac;
    private final int iterations;
    private final String rawPrefix;
    private final String rawSuffix;

    CipherFormat(
            String cipher, int legacy, int pageSize, String hmac, int iterations, String rawPrefix, String rawSuffix) {
        this.cipher = cipher;
        this.legacy = legacy;
        this.pageSize = pageSize;
        this.hmac = hmac;
        this.iterations = iterations;
        this.rawPrefix = rawPrefix;
        this.rawSuffix = rawSuffix;
    }

    /** True when files begin with a salt, of which the key is derived, and raw keys are taken. */
    public boolean hasSalt() {
        return iterations > 0;
    }

    /** The size of pages unless another one was chosen. */
    public int pageSize() {
        return pageSize;
    }

    String cipher() {
        return cipher;
    }

    int legacy() {
        return legacy;
    }

    /** Why a key cannot be used in this format, with the remedy; null when it can. */
    public @Nullable String refusal(CipherKey key) {
        if (key.isRaw()) {
            return hasSalt() ? null : "takes no raw keys; give a passphrase";
        }
        return looksRaw(key)
                ? "would take this passphrase for a raw key, as every other program does; give it as a raw key"
                : null;
    }

    private boolean looksRaw(CipherKey key) {
        byte[] given = key.bytes();
        int digits = given.length - rawPrefix.length() - rawSuffix.length();
        boolean raw = digits == 2 * KEY_BYTES || digits == 2 * (KEY_BYTES + SALT_BYTES);
        for (int i = 0; i < given.length && raw; i++) {
            int digit = i - rawPrefix.length();
            char c = (char) (given[i] & 0xff);
            raw = digit < 0
                    ? c == rawPrefix.charAt(i)
                    : digit < digits ? HexFormat.isHexDigit(c) : c == rawSuffix.charAt(digit - digits);
        }
        Arrays.fill(given, (byte) 0);
        return raw && hasSalt();
    }

    /**
     * Makes the key that every connection to a file is given. Takes hundreds of milliseconds of a processor for a
     * passphrase, so that it is done once for a file.
     *
     * @param salt of the file; null in formats without
     */
    public FileKey derive(CipherKey key, byte @Nullable [] salt) {
        byte[] given = key.bytes();
        if (salt == null) {
            return new FileKey(this, given);
        }
        byte[] bare = key.isRaw()
                ? Arrays.copyOf(given, KEY_BYTES)
                : new Pbkdf2(hmac, iterations).derive(given, salt, KEY_BYTES);
        byte[] used = given.length == KEY_BYTES + SALT_BYTES && key.isRaw()
                ? Arrays.copyOfRange(given, KEY_BYTES, given.length)
                : salt;
        try {
            return new FileKey(this, raw(bare, used));
        } finally {
            Arrays.fill(given, (byte) 0);
            Arrays.fill(bare, (byte) 0);
        }
    }

    /** A key that opens nothing, with which the library reads a file's salt without deriving anything. */
    public FileKey blank() {
        return new FileKey(this, raw(new byte[KEY_BYTES], new byte[0]));
    }

    /** What the library takes for a raw key: digits between a prefix and a suffix. Any other form is a passphrase to it. */
    private byte[] raw(byte[] key, byte[] salt) {
        byte[] prefix = rawPrefix.getBytes(StandardCharsets.US_ASCII);
        byte[] suffix = rawSuffix.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(prefix, prefix.length + 2 * (key.length + salt.length) + suffix.length);
        int end = digits(salt, text, digits(key, text, prefix.length));
        System.arraycopy(suffix, 0, text, end, suffix.length);
        return text;
    }

    private static int digits(byte[] bytes, byte[] text, int from) {
        int next = from;
        for (byte each : bytes) {
            text[next++] = (byte) HexFormat.of().toHighHexDigit(each);
            text[next++] = (byte) HexFormat.of().toLowHexDigit(each);
        }
        return next;
    }
}
