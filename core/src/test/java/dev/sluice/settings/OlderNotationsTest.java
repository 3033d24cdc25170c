package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration files of the database layers that Sluice replaces, as they stand. */
class OlderNotationsTest {

    private static final String POOL_AND_CIPHER = """
            db:
              pool:
                min_size: 2
                max_size: 10
                acquire_timeout: 30.0
              retry:
                max_attempts: 3
                delay: 0.5
              cipher:
                enabled: false
                key_source: env
                key_env: "APP_DB_KEY"
                sops_path: null
                sops_key: "db_key"
            """;

    @TempDir
    Path folder;

    @Test
    void readsPoolAndRetryKeys() throws IOException {
        Settings settings = resolve("conf.yml", POOL_AND_CIPHER);

        assertThat(settings.get(CoreSettings.MIN_CONNECTIONS)).isEqualTo(2);
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(10);
        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(CoreSettings.CONNECT_ATTEMPTS)).isEqualTo(3);
        assertThat(settings.get(CoreSettings.CONNECT_DELAY)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"min_size: 11", "max_size: 101", "max_size: 0", "acquire_timeout: 0.5", "acquire_timeout: 301"})
    void refusesPoolValuesThatWereClampedOnce(String line) {
        assertThatThrownBy(() -> resolve("conf.yml", "db:\n  pool:\n    " + line + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("between")
                .hasMessageContaining("(line 3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled: true", "key_env: X", "sops_key: db_key"})
    void refusesCipherKeysRatherThanOpenWithoutEncryption(String line) {
        assertThatThrownBy(() -> resolve("conf.yml", "db:\n  cipher:\n    " + line + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("would be opened without it")
                .hasMessageContaining("db.cipher.enabled to false");
    }

    @Test
    void refusesUnknownCipherKeysEvenWhenThereIsNoCipher() {
        assertThatThrownBy(() -> resolve("conf.yml", "db:\n  cipher:\n    enabled: false\n    kee: 1\n"))
                .hasMessageContaining("Unknown setting db.cipher.kee");
    }

    @Test
    void readsDatabaseKeysAndNotesThoseWithoutEffect() throws IOException {
        Settings settings = resolve("conf.yml", """
                database:
                  path: "trading_bot.db"
                  timeout: 20
                  check_same_thread: false
                  connection_pool_size: 12
                  query_timeout: 25
                  quote_retention_days: 7
                  fill_retention_days: 90
                  outbox_retention_days: 30
                """);

        assertThat(settings.get(CoreSettings.URL).database()).isEqualTo("trading_bot.db");
        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(12);
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.notes())
                .hasSize(4)
                .anyMatch(note -> note.contains("check_same_thread") && note.contains("(line 4)"))
                .anyMatch(note -> note.contains("quote_retention_days") && note.contains("nothing is deleted"));
    }

    @Test
    void refusesToBindConnectionsToThreads() {
        assertThatThrownBy(() -> resolve("conf.yml", "database:\n  check_same_thread: true\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("check_same_thread must be false");
    }

    @Test
    void readsTheIniFile() throws IOException {
        Settings settings = resolve("settings.conf", """
                [DEFAULT]
                db_url = postgresql://user:pass@host:26257/db?sqlEcho=true
                db_min_connections = 5      # Minimum connections in pool
                db_max_connections = 20     # Maximum connections in pool
                db_connection_timeout = 10  # Connection timeout in seconds
                db_statement_timeout = 30   # Statement timeout in seconds
                """);

        assertThat(settings.get(CoreSettings.URL).hosts()).hasToString("[host:26257]");
        assertThat(settings.get(CoreSettings.MIN_CONNECTIONS)).isEqualTo(5);
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(20);
        assertThat(settings.get(CoreSettings.CONNECT_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(CoreSettings.SQL_ECHO)).isTrue();
    }

    @Test
    void readsTheEnvironment() {
        Settings settings = Settings.resolve(
                CoreSettings.all(),
                List.of(SettingSource.environment(Map.of(
                        "DB_PATH", "trading_bot.db",
                        "DB_CONNECTION_POOL_SIZE", "10",
                        "DB_QUERY_TIMEOUT", "30",
                        "DB_AUTO_VACUUM", "true",
                        "DB_CHECKPOINT_INTERVAL", "300"))));

        assertThat(settings.get(CoreSettings.URL)).hasToString("r2dbc:sqlite:file:///trading_bot.db");
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(10);
        assertThat(settings.notes())
                .hasSize(2)
                .allMatch(note -> note.startsWith("environment variable DB_") && note.endsWith("it has no effect"));
    }

    @Test
    void letsABackendTakeReservedKeysOver() throws IOException {
        List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
        Setting<Boolean> encrypted =
                Setting.flag("encrypted").alias("db.cipher.enabled").describedAs("Encrypted.");
        all.add(encrypted);
        Path file = Files.writeString(folder.resolve("c.yml"), "db:\n  cipher:\n    enabled: true\n");

        assertThat(Settings.resolve(all, List.of(SettingSource.file(file))).get(encrypted))
                .isTrue();
    }

    private Settings resolve(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Settings.resolve(CoreSettings.all(), List.of(SettingSource.file(file)));
    }
}
