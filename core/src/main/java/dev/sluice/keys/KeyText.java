package dev.sluice.keys;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads a key that is kept as text: {@code hex:…}, {@code base64:…} and SQLCipher's {@code x'…'} are raw keys, all else
 * is a passphrase. What begins like a raw key and is none is refused: taken for a passphrase it would open nothing, or
 * create what no other program opens.
 */
final class KeyText {

    private static final String HEX = "hex:";
    private static final String BASE64 = "base64:";
    private static final String SQLCIPHER = "x'";

    private KeyText() {}

    /**
     * Reads a key.
     *
     * @param utf8 the text; wiped
     * @param where where it was found, for messages
     * @throws KeyException when it cannot be a key
     */
    static Key read(byte[] utf8, String where) {
        try {
            requireText(utf8, where);
            if (startsWith(utf8, HEX)) {
                return Key.ofRaw(hex(utf8, HEX.length(), utf8.length, where), where);
            }
            if (startsWith(utf8, SQLCIPHER) && utf8.length > SQLCIPHER.length() && utf8[utf8.length - 1] == '\'') {
                return Key.ofRaw(hex(utf8, SQLCIPHER.length(), utf8.length - 1, where), where);
            }
            if (startsWith(utf8, BASE64)) {
                return Key.ofRaw(base64(utf8, where), where);
            }
            return Key.ofPassphrase(utf8.clone(), where);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    private static boolean startsWith(byte[] utf8, String prefix) {
        byte[] expected = prefix.getBytes(StandardCharsets.US_ASCII);
        return utf8.length >= expected.length && Arrays.equals(utf8, 0, expected.length, expected, 0, expected.length);
    }

    private static byte[] hex(byte[] text, int from, int to, String where) {
        byte[] bytes = new byte[(to - from) / 2];
        boolean valid = (to - from) % 2 == 0;
        for (int i = 0; valid && i < bytes.length; i++) {
            int high = Character.digit(text[from + 2 * i], 16);
            int low = Character.digit(text[from + 2 * i + 1], 16);
            valid = high >= 0 && low >= 0;
            bytes[i] = (byte) (high << 4 | low);
        }
        if (!valid) {
            Arrays.fill(bytes, (byte) 0);
            throw refused(where, "begins like a raw key, but is not pairs of hexadecimal digits");
        }
        return bytes;
    }

    private static byte[] base64(byte[] text, String where) {
        byte[] digits = Arrays.copyOfRange(text, BASE64.length(), text.length);
        try {
            return Base64.getDecoder().decode(digits);
        } catch (IllegalArgumentException malformed) {
            throw refused(where, "begins like a raw key, but is not base64");
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static void requireText(byte[] utf8, String where) {
        CharBuffer decoded = CharBuffer.allocate(utf8.length);
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var result = decoder.decode(ByteBuffer.wrap(utf8), decoded, true);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException malformed) {
            throw refused(where, "is neither a raw key nor text in UTF-8");
        } finally {
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static KeyException refused(String where, String problem) {
        return new KeyException(
                KeyProblem.UNUSABLE,
                where + " " + problem + "; write hex:<digits>, base64:<text>, x'<digits>' or a passphrase");
    }
}
