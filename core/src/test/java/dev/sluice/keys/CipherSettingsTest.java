package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.KeyException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.Setting;
import dev.sluice.settings.SettingSource;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherSettingsTest {

    private static final String BLOCK = """
            db:
              cipher:
                enabled: %s
                key_source: %s
                key_env: "KSTLIB_DB_KEY"
                sops_path: %s
                sops_key: "db_key"
            """;

    @TempDir
    Path folder;

    @Test
    void isOffByDefault() {
        assertThat(CipherSettings.keySource(settings(Map.of()), Map.of())).isEmpty();
    }

    @Test
    void readsTheConfigurationFileOfTheSeeds() throws IOException {
        Path secrets = Fixtures.file("secrets.yml");

        assertThat(source(file(BLOCK.formatted("true", "env", "null")), Map.of("KSTLIB_DB_KEY", "from env")))
                .isEqualTo("from env");
        assertThat(source(file(BLOCK.formatted("true", "sops", secrets)), Fixtures.APP))
                .isEqualTo("correct horse battery staple");
        assertThat(CipherSettings.keySource(file(BLOCK.formatted("false", "env", "null")), Map.of()))
                .isEmpty();
    }

    @Test
    void knowsTheDefaultNames() {
        assertThat(source(settings(Map.of("cipherEnabled", true)), Map.of("KSTLIB_DB_KEY", "by default")))
                .isEqualTo("by default");
        String secrets = Fixtures.file("secrets.yml").toString();
        assertThat(source(settings(Map.of("cipherSops", secrets)), Fixtures.APP))
                .isEqualTo("correct horse battery staple");
        assertThat(source(settings(Map.of("cipherSops", secrets, "cipherSopsKey", "api_token")), Fixtures.APP))
                .isEqualTo("tk_live_0123456789");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "key, VAR, file.yml, cipherKey (test)",
                "-, VAR, file.yml, environment variable VAR",
                "-, -, file.yml, key db_key of SOPS file file.yml",
                "-, VAR, -, environment variable VAR",
            })
    void looksForTheKeyInTheOrderOfTheSeeds(String key, String variable, String file, String expected) {
        Map<String, Object> values = new HashMap<>();
        values.put("cipherKey", key);
        values.put("cipherEnv", variable);
        values.put("cipherSops", file);
        values.values().removeIf(Objects::isNull);

        assertThat(CipherSettings.keySource(settings(values), Map.of())).get().hasToString(expected);
    }

    @Test
    void letsTheSourceDecideBetweenVariableAndFile() {
        Map<String, Object> both = Map.of(
                "cipherEnv", "VAR", "cipherSops", "file.yml", "cipherKeySource", "sops", "cipherEnabled", "true");

        assertThat(CipherSettings.keySource(settings(both), Map.of()))
                .get()
                .hasToString("key db_key of SOPS file file.yml");
    }

    @Test
    void readsARawKeyGivenAsASetting() {
        Settings settings = settings(Map.of("cipherKey", "hex:000102030405060708090a0b0c0d0e0f"));

        try (Key key = CipherSettings.keySource(settings, Map.of())
                .orElseThrow()
                .resolve()
                .block(Fixtures.SOON)) {
            assertThat(key.isRaw()).isTrue();
        }
        assertThat(settings.toString()).contains("cipherKey=***").doesNotContain("000102");
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> CipherSettings.keySource(settings(Map.of("cipherKey", "hex:secret")), Map.of()))
                .withMessageContaining("cipherKey (test)")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cipherEnabled=false cipherKey=hidden | cipherKey is given (test) and would not be used, because"
                        + " cipherEnabled is false (test)",
                "cipherKeySource=env cipherKey=hidden | because cipherKeySource is env (test)",
                "cipherKeySource=passphrase | cipherKey has no value, but cipherKeySource is passphrase (test)",
                "cipherKeySource=sops | cipherSops has no value, but cipherKeySource is sops (test)",
                "cipherEnv=_ | cipherEnv must not be blank",
                "cipherSops=_ | cipherSops must not be blank",
                "cipherSops=a.yml cipherSopsKey=_ | cipherSopsKey must not be blank",
            })
    void refusesWhatContradictsItselfOrSaysTooLittle(String pairs, String message) {
        Map<String, Object> values = new HashMap<>();
        for (String pair : pairs.strip().split(" ", -1)) {
            String value = pair.substring(pair.indexOf('=') + 1);
            values.put(pair.substring(0, pair.indexOf('=')), value.equals("_") ? " " : value);
        }

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CipherSettings.keySource(settings(values), Map.of()))
                .withMessageContaining(message)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden"));
    }

    @Test
    void isRefusedByABackendThatDoesNotDeclareIt() {
        SettingSource given = SettingSource.values(Map.of("cipherEnabled", true), "test");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.resolve(CoreSettings.all(), List.of(given)))
                .withMessageContaining("Unknown setting cipherEnabled");
    }

    @Test
    void takesTheKeyFromTheEnvironmentAsASetting() {
        Settings settings = Settings.resolve(
                declared(), List.of(SettingSource.environment(Map.of("SLUICE_CIPHER_KEY", "from a variable"))));

        assertThat(source(settings, Map.of())).isEqualTo("from a variable");
        assertThat(settings.toString()).doesNotContain("from a");
    }

    private static String source(Settings settings, Map<String, String> environment) {
        return Fixtures.value(CipherSettings.keySource(settings, environment).orElseThrow());
    }

    private Settings file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("conf.yml"), text);
        return Settings.resolve(declared(), List.of(SettingSource.file(file)));
    }

    private static Settings settings(Map<String, ?> values) {
        return Settings.resolve(declared(), List.of(SettingSource.values(values, "test")));
    }

    private static List<Setting<?>> declared() {
        List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
        all.addAll(CipherSettings.all());
        return all;
    }
}
