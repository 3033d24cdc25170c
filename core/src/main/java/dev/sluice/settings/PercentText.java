package dev.sluice.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as in RFC 3986, over UTF-8, with nothing let through: half escapes, overlong forms, control characters. */
final class PercentText {

    private static final String UNRESERVED = "-._~";

    private PercentText() {}

    /**
     * Decodes text. Unlike form decoding, {@code +} stays {@code +}.
     *
     * @throws IllegalArgumentException when an escape is not one; the message holds nothing of the text
     */
    static String decode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '%') {
                bytes.put((byte) (hex(text, i + 1) << 4 | hex(text, i + 2)));
                i += 3;
            } else {
                int codePoint = text.codePointAt(i);
                bytes.put(StandardCharsets.UTF_8.encode(Character.toString(codePoint)));
                i += Character.charCount(codePoint);
            }
        }
        return checked(bytes.flip());
    }

    private static int hex(String text, int index) {
        int digit = index < text.length() && text.charAt(index) < 128 ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(
                    "a % must be followed by two hexadecimal digits; write a literal % as %25");
        }
        return digit;
    }

    private static String checked(ByteBuffer utf8) {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("its percent-encoded bytes are not UTF-8", malformed);
        }
        if (decoded.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it holds a control character; remove it");
        }
        return decoded;
    }

    /** Encodes everything but unreserved characters and those in {@code kept}. */
    static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 128 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
