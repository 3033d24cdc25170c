package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.error.EncryptionException;
import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void givesAPassphraseInUtf8() {
        try (Key key = Key.passphrase("pä🔑".toCharArray())) {
            assertThat(key.isRaw()).isFalse();
            assertThat(key.bytes()).isEqualTo("pä🔑".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(key.hex())).isEqualTo("70c3a4f09f9491");
        }
    }

    @Test
    void givesRawBytesAndTheirDigits() {
        byte[] bytes = HexFormat.of().parseHex("00017f80ff000000000000000000000f");
        try (Key key = Key.raw(bytes)) {
            assertThat(key.isRaw()).isTrue();
            assertThat(key.bytes()).isEqualTo(bytes);
            assertThat(new String(key.hex())).isEqualTo("00017f80ff000000000000000000000f");
        }
    }

    @Test
    void takesAndGivesCopies() {
        byte[] given = new byte[16];
        char[] passphrase = {'a', 'b'};
        try (Key raw = Key.raw(given);
                Key text = Key.passphrase(passphrase)) {
            given[0] = 1;
            raw.bytes()[1] = 1;
            Arrays.fill(passphrase, 'x');

            assertThat(raw.bytes()).isEqualTo(new byte[16]);
            assertThat(text.bytes()).isEqualTo(new byte[] {'a', 'b'});
        }
    }

    @Test
    void givesNothingOnceItIsClosed() {
        Key key = Key.passphrase("secret".toCharArray());

        key.close();
        key.close();

        assertThatIllegalStateException().isThrownBy(key::bytes).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(key::hex);
    }

    @Test
    void wipesWhatItTookOver() {
        byte[] content = "secret".getBytes(StandardCharsets.UTF_8);

        Key.ofPassphrase(content, "It").close();

        assertThat(content).containsOnly(0);
    }

    @Test
    void printsNeitherItsContentNorThePassphrasesLength() {
        assertThat(Key.passphrase("secret".toCharArray())).hasToString("Key[passphrase]");
        assertThat(Key.raw(new byte[32])).hasToString("Key[raw, 32 bytes]");
    }

    @Test
    void refusesWhatProtectsNothing() {
        assertThatExceptionOfType(EncryptionException.class).isThrownBy(() -> Key.passphrase(new char[0]));
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> Key.raw(new byte[15]))
                .withMessageContaining("15 bytes")
                .extracting(KeyException::problem)
                .isEqualTo(KeyProblem.UNUSABLE);
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> Key.passphrase(new char[] {'a', '\ud83d'}))
                .withMessageContaining("surrogate");
    }
}
