package dev.sluice.sqlite.cipher;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 of RFC 8018, section 5.2. The JDK's own takes a passphrase as text only and keeps it as a String; this one takes
 * bytes, which can be wiped.
 *
 * @param algorithm the JDK's name of the HMAC
 * @param iterations how often it is applied
 */
record Pbkdf2(String algorithm, int iterations) {

    /** The key of the first bytes; the arrays are the caller's to clear. */
    byte[] derive(byte[] passphrase, byte[] salt, int length) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(passphrase, algorithm));
            byte[] key = new byte[length];
            for (int block = 1, done = 0; done < length; block++) {
                byte[] bytes = block(mac, salt, block);
                System.arraycopy(bytes, 0, key, done, Math.min(bytes.length, length - done));
                done += bytes.length;
                Arrays.fill(bytes, (byte) 0);
            }
            return key;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This JVM has no " + algorithm + ", which every JVM must have", absent);
        }
    }

    private byte[] block(Mac mac, byte[] salt, int number) throws ShortBufferException {
        mac.update(salt);
        byte[] link = mac.doFinal(
                new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
        byte[] sum = link.clone();
        for (int i = 1; i < iterations; i++) {
            mac.update(link);
            mac.doFinal(link, 0);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= link[j];
            }
        }
        Arrays.fill(link, (byte) 0);
        return sum;
    }
}
