package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.Setting;
import dev.sluice.settings.SettingSource;
import dev.sluice.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the database layers that Sluice replaces, as their files have them. */
class OlderNotationTest {

    @Test
    void readsEveryKeyOfADatabaseSection() {
        Settings settings = resolve(
                "path", "trading_bot.db",
                "wal_mode", "true",
                "connection_pool_size", "10",
                "query_timeout", "30",
                "quote_retention_days", "7",
                "fill_retention_days", "90",
                "outbox_retention_days", "30",
                "cache_size", "10000",
                "temp_store", "memory",
                "synchronous", "NORMAL");

        assertThat(settings.get(CoreSettings.URL).database()).isEqualTo("trading_bot.db");
        assertThat(settings.get(SqliteOptions.JOURNAL_MODE)).isEqualTo(JournalMode.WAL);
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(10);
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(SqliteOptions.CACHE_SIZE)).isEqualTo(10_000L * 4096);
        assertThat(settings.get(SqliteOptions.TEMP_STORE)).isEqualTo(TempStore.MEMORY);
        assertThat(settings.get(SqliteOptions.SYNCHRONOUS)).isEqualTo(Synchronous.NORMAL);
        assertThat(settings.notes()).hasSize(3).allMatch(note -> note.contains("retention"));
    }

    @ParameterizedTest
    @CsvSource({"2000, 8192000", "-2000, 2048000", "8MiB, 8388608", "16384B, 16384"})
    void readsCacheSizesAsSqliteDoes(String text, long bytes) {
        assertThat(resolve("cache_size", text).get(SqliteOptions.CACHE_SIZE)).isEqualTo(bytes);
    }

    @Test
    void readsModesAndRefusesOthers() {
        assertThat(resolve("wal_mode", "False").get(SqliteOptions.JOURNAL_MODE)).isEqualTo(JournalMode.DELETE);
        assertThat(resolve("journal_mode", "WAL", "synchronous_mode", "FULL").get(SqliteOptions.SYNCHRONOUS))
                .isEqualTo(Synchronous.FULL);
        assertThatThrownBy(() -> resolve("wal_mode", "yes"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("database.wal_mode: must be true or false (properties: database.wal_mode)");
        assertThatThrownBy(() -> resolve("synchronous", "OFF"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("(properties: database.synchronous)");
        assertThatThrownBy(() -> resolve("wal_mode", "true", "journal_mode", "wal"))
                .hasMessageContaining("is given twice");
    }

    private static Settings resolve(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty("database." + keysAndValues[i], keysAndValues[i + 1]);
        }
        Set<Setting<?>> declared = new LinkedHashSet<>(CoreSettings.all());
        declared.addAll(SqliteOptions.understood());
        return Settings.resolve(List.copyOf(declared), List.of(SettingSource.properties(properties)));
    }
}
