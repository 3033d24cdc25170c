package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Setting<Duration> WAIT = Setting.duration("acquireTimeout")
            .range(Duration.ofSeconds(1), Duration.ofMinutes(5))
            .defaultsTo(Duration.ofSeconds(30))
            .alias("db.pool.acquire_timeout", "DB_ACQUIRE")
            .describedAs("How long to wait.");
    private static final Setting<Integer> READERS =
            Setting.integer("readers").range(1, 64).unsetMeans("cores").describedAs("Readers.");
    private static final Setting<String> KEY = Setting.text("key").secret().describedAs("The key.");
    private static final Setting<Long> CACHE = Setting.bytes("cacheSize")
            .defaultsTo(1L << 20)
            .alias("database.cache_size", "pages of 4 KiB", SettingsTest::pages)
            .describedAs("Cache.");
    private static final List<Setting<?>> ALL = List.of(CoreSettings.URL, WAIT, READERS, KEY, CACHE);

    private static String pages(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("must be a number of pages");
        }
        return Long.toString(Long.parseLong(text) * 4096);
    }

    @Test
    void givesDefaultsWhereNothingIsSet() {
        Settings settings = Settings.defaults();

        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.origin(WAIT)).isEqualTo("default");
        assertThat(settings.find(READERS)).isEmpty();
        assertThatThrownBy(() -> settings.get(READERS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("readers is required")
                .hasMessageContaining("SLUICE_READERS")
                .hasMessageContaining("sluice.readers");
    }

    @Test
    void addsCheckedValuesWithoutChangingTheOriginal() {
        Settings original = Settings.defaults();
        Settings changed = original.with(READERS, 4);

        assertThat(changed.get(READERS)).isEqualTo(4);
        assertThat(changed.origin(READERS)).isEqualTo("code");
        assertThat(original.find(READERS)).isEmpty();
        assertThatThrownBy(() -> original.with(READERS, 65)).hasMessageContaining("between 1 and 64, was 65 (code)");
    }

    @Test
    void letsLaterSourcesWin() {
        Settings settings = resolve(
                properties("sluice.acquire-timeout", "2s", "sluice.readers", "3"),
                environment("SLUICE_ACQUIRE_TIMEOUT", "4s"),
                SettingSource.values(Map.of("key", "hunter2"), "code"));

        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.origin(WAIT)).isEqualTo("environment variable SLUICE_ACQUIRE_TIMEOUT");
        assertThat(settings.get(READERS)).isEqualTo(3);
        assertThat(settings.origin(READERS)).isEqualTo("properties: sluice.readers");
        assertThat(settings.get(KEY)).isEqualTo("hunter2");
    }

    @Test
    void ranksUrlParametersRightBelowTheSourceOfTheUrl() {
        SettingSource file = properties("sluice.url", "r2dbc:sqlite:mem:///f?acquireTimeout=2s&readers=2");
        SettingSource environment = environment(
                "SLUICE_URL", "r2dbc:sqlite:mem:///e?acquireTimeout=4s&cacheSize=4KiB", "SLUICE_CACHE_SIZE", "8KiB");

        assertThat(resolve(file).get(READERS)).isEqualTo(2);
        assertThat(resolve(file).origin(READERS)).isEqualTo("URL parameter readers");
        Settings both = resolve(file, environment);
        assertThat(both.get(WAIT)).isEqualTo(Duration.ofSeconds(4));
        assertThat(both.get(CACHE)).isEqualTo(8192L);
        assertThat(both.find(READERS)).as("parameter of the URL that lost").isEmpty();
        assertThat(both.get(CoreSettings.URL).database()).isEqualTo("e");
    }

    @Test
    void checksValuesThatLoseToo() {
        assertThatThrownBy(() -> resolve(
                        properties("sluice.acquire-timeout", "0s"), environment("SLUICE_ACQUIRE_TIMEOUT", "4s")))
                .hasMessageContaining("was 0s (properties: sluice.acquire-timeout)");
    }

    @ParameterizedTest
    @CsvSource({
        "acquireTimeot, did you mean acquireTimeout?",
        "acquiretimeout, did you mean acquireTimeout?",
        "reader, did you mean readers?",
        "unheard, docs/settings.md",
    })
    void refusesUnknownUrlParametersWithTheClosestName(String name, String remedy) {
        SettingSource url = environment("SLUICE_URL", "r2dbc:sqlite:mem:///x?" + name + "=hunter2");

        assertThatThrownBy(() -> resolve(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Unknown setting " + name + " (URL parameter " + name + "); ")
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void spellsSuggestionsAsThePlaceDoes() {
        assertThatThrownBy(() -> resolve(environment("SLUICE_ACQUIRE_TIMEOT", "1s")))
                .hasMessageContaining("environment variable SLUICE_ACQUIRE_TIMEOT")
                .hasMessageContaining("did you mean SLUICE_ACQUIRE_TIMEOUT?");
        assertThatThrownBy(() -> resolve(properties("sluice.acquire-timeot", "1s")))
                .hasMessageContaining("did you mean sluice.acquire-timeout?");
        assertThatThrownBy(() -> resolve(properties("db.pool.aquire_timeout", "1s")))
                .hasMessageContaining("did you mean db.pool.acquire_timeout?");
    }

    @ParameterizedTest
    @CsvSource({"url", "db_url", "DB_PATH", "database.path"})
    void refusesAnUrlInsideAnUrl(String name) {
        assertThatThrownBy(() -> resolve(environment("SLUICE_URL", "r2dbc:sqlite:mem:///x?" + name + "=y")))
                .hasMessageContaining("Unknown setting " + name);
    }

    @Test
    void refusesTwoKeysForOneSettingInOneSource() {
        assertThatThrownBy(() -> resolve(environment("SLUICE_ACQUIRE_TIMEOUT", "2s", "DB_ACQUIRE", "3s")))
                .hasMessage(
                        "acquireTimeout is given twice, as environment variable DB_ACQUIRE and as environment variable"
                                + " SLUICE_ACQUIRE_TIMEOUT; keep one");
        assertThatThrownBy(() -> resolve(properties("sluice.acquireTimeout", "2s", "sluice.acquire_timeout", "2s")))
                .hasMessageContaining("is given twice");
    }

    @Test
    void leavesTheRestOfTheEnvironmentAndOfPropertiesAlone() {
        Settings settings = resolve(
                properties("server.port", "80", "dbx.pool", "1"),
                environment("DB_HOST", "elsewhere", "PATH", "/bin", "readers", "3"));

        assertThat(settings).hasToString("{}");
    }

    @Test
    void convertsTheUnitsOfAliases() {
        assertThat(resolve(properties("database.cache_size", " 10 ")).get(CACHE))
                .isEqualTo(40960L);
        assertThat(resolve(environment("DB_ACQUIRE", "7")).get(WAIT)).isEqualTo(Duration.ofSeconds(7));
        assertThatThrownBy(() -> resolve(properties("database.cache_size", "10MB")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("database.cache_size: must be a number of pages (properties: database.cache_size)");
    }

    @Test
    void readsPathsAsUrls() {
        assertThat(resolve(environment("DB_PATH", "/data/a b.db"))
                        .get(CoreSettings.URL)
                        .database())
                .isEqualTo("/data/a b.db");
        assertThatThrownBy(() -> resolve(environment("DB_PATH", ":memory:")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("r2dbc:sqlite:mem:///name")
                .hasMessageContaining("(environment variable DB_PATH)");
    }

    @Test
    void refusesBadUrlsWithTheirOriginAndWithoutTheirText() {
        assertThatThrownBy(() -> resolve(environment("SLUICE_URL", "r2dbc:postgresql://u:hun/ter2@h/db")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("(environment variable SLUICE_URL)")
                .hasMessageNotContaining("ter2");
    }

    @Test
    void printsOriginsButNoSecrets() {
        Map<String, Object> values = Map.of("key", "hunter2", "url", "r2dbc:postgresql://u:hunter2@h/d?key=hunter2");
        SettingSource code = SettingSource.values(values, "code");
        Settings settings = resolve(SettingSource.values(Map.of("key", "hunter2", "readers", 2), "code"));

        assertThat(code.toString()).doesNotContain("hunter2");
        assertThat(settings).hasToString("{key=*** (code), readers=2 (code)}");
        assertThat(settings.describe(KEY)).isEqualTo("***");
        assertThat(resolve(environment("SLUICE_URL", "r2dbc:postgresql://u:hunter2@h/d?key=hunter2"))
                        .toString())
                .doesNotContain("hunter2")
                .contains("key=*** (URL parameter key)");
    }

    @Test
    void refusesSettingsThatShareAKey() {
        Setting<Integer> other = Setting.integer("others").alias("readers").describedAs("Others.");

        assertThatIllegalStateException()
                .isThrownBy(() -> Settings.resolve(List.of(READERS, other), List.of()))
                .withMessageContaining("Key readers is declared by two settings, readers and others");
    }

    @Test
    void takesEmptyTextForAValue() {
        assertThatThrownBy(() -> resolve(environment("SLUICE_READERS", "")))
                .hasMessage(
                        "readers must be a whole number between 1 and 64, was \"\" (environment variable SLUICE_READERS)");
    }

    private static Settings resolve(SettingSource... sources) {
        return Settings.resolve(ALL, List.of(sources));
    }

    @Test
    void takesAnotherDefaultOnlyWhereNothingIsSet() {
        Settings settings = Settings.defaults()
                .with(WAIT, Duration.ofSeconds(30))
                .orElse(WAIT, Duration.ofSeconds(5), "preset")
                .orElse(READERS, 4, "preset");

        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(READERS)).isEqualTo(4);
        assertThat(settings.origin(READERS)).isEqualTo("preset");
    }

    private static SettingSource environment(String... namesAndValues) {
        return SettingSource.environment(pairs(namesAndValues));
    }

    private static SettingSource properties(String... namesAndValues) {
        Properties properties = new Properties();
        properties.putAll(pairs(namesAndValues));
        return SettingSource.properties(properties);
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }
}
