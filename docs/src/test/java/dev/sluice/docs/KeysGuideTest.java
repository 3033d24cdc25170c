package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.keys.CipherSettings;
import dev.sluice.keys.KeySource;
import dev.sluice.settings.SettingSource;
import dev.sluice.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class KeysGuideTest {

    @Test
    void namesTheThreeSources() {
        char[] passphrase = "correct horse battery staple".toCharArray();
        // snippet: sources
        KeySource given = KeySource.passphrase(passphrase); // the array is copied: clear yours
        KeySource variable = KeySource.environment("APP_DB_KEY");
        KeySource file = KeySource.sops(Path.of("secrets.yml"), "db_key");
        // end

        assertThat(List.of(given, variable, file))
                .hasToString("[a passphrase given in code, environment variable APP_DB_KEY,"
                        + " key db_key of SOPS file secrets.yml]");
    }

    @Test
    void wipesTheKeyAfterItsUse() {
        KeySource source = KeySource.raw(new byte[32]);
        // snippet: use
        Mono<Integer> length = source.use(key -> Mono.fromCallable(() -> {
            byte[] bytes = key.bytes(); // a copy, ours to clear
            try {
                return bytes.length;
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }));
        // end

        assertThat(length.block(Duration.ofSeconds(10))).isEqualTo(32);
    }

    @Test
    void takesTheSourceFromSettings() {
        Settings settings = Settings.resolve(
                CipherSettings.all(), List.of(SettingSource.values(Map.of("cipherSops", "secrets.yml"), "code")));

        assertThat(CipherSettings.keySource(settings)).get().hasToString("key db_key of SOPS file secrets.yml");
    }
}
