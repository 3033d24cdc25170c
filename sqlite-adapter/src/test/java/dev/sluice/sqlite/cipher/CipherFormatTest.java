package dev.sluice.sqlite.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What connections are given is a key, in the one notation that the library does not take for a passphrase. */
class CipherFormatTest {

    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    private static String given(CipherFormat format, CipherKey key) {
        return new String(format.derive(key, SALT).bytes(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            SQLCIPHER4, PBKDF2WithHmacSHA512, 256000, x'
            SQLCIPHER3, PBKDF2WithHmacSHA1, 64000, x'
            CHACHA20, PBKDF2WithHmacSHA256, 64007, raw:
            """)
    void derivesAsTheFormatSays(CipherFormat format, String function, int rounds, String prefix)
            throws GeneralSecurityException {
        char[] passphrase = "Größe 🔑".toCharArray();
        byte[] expected = SecretKeyFactory.getInstance(function)
                .generateSecret(new PBEKeySpec(passphrase, SALT, rounds, 256))
                .getEncoded();
        String digits = HexFormat.of().formatHex(expected) + HexFormat.of().formatHex(SALT);
        String end = format == CipherFormat.CHACHA20 ? "" : "'";
        assertThat(given(format, CipherKey.passphrase(passphrase))).isEqualTo(prefix + digits + end);
    }

    @ParameterizedTest
    @EnumSource(
            value = CipherFormat.class,
            names = {"SQLCIPHER4", "SQLCIPHER3", "CHACHA20"})
    void takesARawKeyAsItIsAndItsSaltBeforeTheFiles(CipherFormat format) {
        assertThat(given(format, CipherKey.raw(new byte[32]))).contains("00".repeat(32) + "000102030405");
        assertThat(given(format, CipherKey.raw(new byte[48]))).contains("00".repeat(48));
    }

    /** RFC 6070, and a key longer than a block of the hash. */
    @Test
    void computesTheKnownAnswers() {
        byte[] key = new Pbkdf2("HmacSHA1", 4096)
                .derive(
                        "passwordPASSWORDpassword".getBytes(StandardCharsets.US_ASCII),
                        "saltSALTsaltSALTsaltSALTsaltSALTsalt".getBytes(StandardCharsets.US_ASCII),
                        25);
        assertThat(HexFormat.of().formatHex(key)).isEqualTo("3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    }

    @Test
    void whatWasClosedIsWiped() {
        CipherKey key = CipherKey.passphrase("secret".toCharArray());
        FileKey ready = CipherFormat.SQLCIPHER3.derive(key, SALT);
        key.close();
        ready.close();
        assertThatThrownBy(key::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(ready::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(ready::keyStatement).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void textMadeOfAKeyHoldsDigitsOnly() {
        FileKey key = CipherFormat.AES256CBC.derive(CipherKey.passphrase("it's; DROP TABLE t --".toCharArray()), null);
        assertThat(key.keyStatement()).matches("PRAGMA hexkey='[0-9a-f]+'");
        assertThat(key.uriQuery()).matches("\\?cipher=aes256cbc&legacy=0&hexkey=[0-9a-f]+");
    }

    @Test
    void marksKnowTheirKey() {
        CipherKey key = CipherKey.passphrase("secret".toCharArray());
        try (var mark = new KeyMark(key)) {
            assertThat(mark.fits(key.copy())).isTrue();
            assertThat(mark.fits(CipherKey.passphrase("secreT".toCharArray()))).isFalse();
            byte[] raw = new byte[32];
            java.util.Arrays.fill(raw, (byte) 'a');
            CipherKey text = CipherKey.passphrase("a".repeat(32).toCharArray());
            assertThat(new KeyMark(text).fits(CipherKey.raw(raw))).isFalse();
        }
    }

    @Test
    void printsNothingOfAKey() {
        CipherKey key = CipherKey.passphrase("secret".toCharArray());
        assertThat(key + " " + CipherKey.raw(new byte[32]) + " " + CipherFormat.SQLCIPHER4.blank())
                .isEqualTo("CipherKey[passphrase] CipherKey[raw] FileKey[SQLCIPHER4]");
    }
}
