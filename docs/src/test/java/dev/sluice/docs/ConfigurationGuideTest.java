package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.DatabaseOptions;
import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationGuideTest {

    private static final Path RESOURCES = DocumentedFile.root().resolve("docs/src/test/resources");

    @Test
    void takesSettingsFromAUrlAndFromCode() {
        // snippet: code
        DatabaseOptions options = DatabaseOptions.of("r2dbc:sqlite:file:///app.db?acquireTimeout=5s")
                .with(CoreSettings.STATEMENT_TIMEOUT, Duration.ofSeconds(10));
        // end

        Settings settings = options.resolve(List.of());
        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.yml", "app.properties", "settings.conf"})
    void loadsEachKindOfFile(String name) {
        Settings settings =
                DatabaseOptions.load(RESOURCES.resolve(name), Map.of()).resolve(List.of());

        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void letsTheEnvironmentWinOverAFile() {
        Path file = RESOURCES.resolve("app.yml");
        // snippet: precedence
        Map<String, String> environment = Map.of("SLUICE_ACQUIRE_TIMEOUT", "8s");

        Settings settings = DatabaseOptions.load(file, environment).resolve(List.of());

        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(8));
        assertThat(settings.origin(CoreSettings.ACQUIRE_TIMEOUT))
                .isEqualTo("environment variable SLUICE_ACQUIRE_TIMEOUT");
        // end
    }

    @Test
    void collectsFromSeveralPlaces() {
        Properties properties = new Properties();
        properties.setProperty("sluice.retry-attempts", "5");
        Path file = RESOURCES.resolve("app.yml");
        // snippet: builder
        DatabaseOptions options = DatabaseOptions.builder()
                .file(file)
                .properties(properties)
                .environment(System.getenv())
                .url("r2dbc:sqlite:mem:///test")
                .set(CoreSettings.SQL_ECHO, true)
                .build();
        // end

        assertThat(options.url().database()).isEqualTo("test");
        assertThat(options.toString()).contains("properties: sluice.retry-attempts", "app.yml: sluice.url (line 2)");
    }

    @Test
    void saysWhatIsWrongWhereAndWhatIsAllowed() {
        // snippet: errors
        DatabaseOptions options = DatabaseOptions.of("r2dbc:sqlite:file:///app.db?acquireTimeout=0s");

        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> options.resolve(List.of()));

        assertThat(refused)
                .hasMessage(
                        "acquireTimeout must be a duration such as 500ms, 30s, 5m or PT30S (a bare number is seconds)"
                                + " between 1s and 5m, was 0s (URL parameter acquireTimeout)");
        // end
    }

    @Test
    void encodesPasswordsAndPaths() {
        // snippet: encoding
        DatabaseUrl server = DatabaseUrl.parse("r2dbc:postgresql://app:p%2Fw%40d@db.example/shop");
        DatabaseUrl file = DatabaseUrl.ofFile("/data/a b.db");

        assertThat(server.password().map(String::new)).contains("p/w@d");
        assertThat(server).hasToString("r2dbc:postgresql://app:***@db.example/shop");
        assertThat(file).hasToString("r2dbc:sqlite:file:////data/a%20b.db");
        // end
    }
}
