package dev.sluice.keys.sops;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** One encrypted value: {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]}. */
final class EncryptedValue {

    private static final Pattern FORM = Pattern.compile("ENC\\[AES256_GCM,data:([A-Za-z0-9+/=]*),iv:([A-Za-z0-9+/=]+),"
            + "tag:([A-Za-z0-9+/=]+),type:([a-z0-9]+)]");
    private static final int TAG_BYTES = 16;
    private static final int LARGEST_NONCE = 64;

    /** Ciphertext and tag. */
    private final byte[] sealed;

    private final byte[] nonce;
    private final String type;

    private EncryptedValue(byte[] sealed, byte[] nonce, String type) {
        this.sealed = sealed;
        this.nonce = nonce;
        this.type = type;
    }

    /** True for text of this form. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Reads one. @throws GeneralSecurityException when the text has not its form */
    static EncryptedValue parse(String text) throws GeneralSecurityException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new GeneralSecurityException("not an encrypted value");
        }
        try {
            byte[] data = Base64.getDecoder().decode(form.group(1));
            byte[] nonce = Base64.getDecoder().decode(form.group(2));
            byte[] tag = Base64.getDecoder().decode(form.group(3));
            if (tag.length != TAG_BYTES || nonce.length == 0 || nonce.length > LARGEST_NONCE) {
                throw new GeneralSecurityException("tag or nonce has another length");
            }
            byte[] sealed = Arrays.copyOf(data, data.length + tag.length);
            System.arraycopy(tag, 0, sealed, data.length, tag.length);
            return new EncryptedValue(sealed, nonce, form.group(4));
        } catch (IllegalArgumentException malformed) {
            throw new GeneralSecurityException("not base64");
        }
    }

    /**
     * Decrypts it; the caller wipes the result.
     *
     * @param place what the value is bound to: its path, or the time for a message authentication code
     * @throws GeneralSecurityException when the value, its place or the key is another one
     */
    byte[] decrypt(DataKey key, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(sealed);
    }

    /** What the value was: str, int, float, bool, bytes, time, comment. */
    String type() {
        return type;
    }

    boolean isComment() {
        return type.equals("comment");
    }

    /** True for what a key can be kept as. */
    boolean isText() {
        return type.equals("str") || type.equals("bytes") || type.equals("int");
    }

    /** The decrypted bytes as the message authentication code covers them: booleans are spelled in one way there. */
    byte[] canonical(byte[] decrypted) {
        if (!type.equals("bool")) {
            return decrypted;
        }
        String text = new String(decrypted, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        boolean yes = text.equals("true") || text.equals("t") || text.equals("1");
        return (yes ? "True" : "False").getBytes(StandardCharsets.US_ASCII);
    }
}
