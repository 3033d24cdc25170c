package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DatabaseOptionsTest {

    private static final String URL = "r2dbc:sqlite:mem:///x";
    private static final Setting<Integer> READERS =
            Setting.integer("readers").range(1, 64).describedAs("Readers.");

    @TempDir
    Path folder;

    @Test
    void takesParametersAndCodeFromAnUrlAlone() {
        DatabaseOptions options =
                DatabaseOptions.of(URL + "?readers=3&acquireTimeout=2s").with(READERS, 5);

        Settings settings = options.resolve(List.of(READERS));

        assertThat(options.url().database()).isEqualTo("x");
        assertThat(settings.get(READERS)).isEqualTo(5);
        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void prefersCodeThenEnvironmentThenFileThenDefault() throws IOException {
        Path file = Files.writeString(
                folder.resolve("app.properties"),
                "sluice.url=" + URL
                        + "\nsluice.retry-attempts=2\nsluice.connect-attempts=2\nsluice.max-connections=2\n");
        Map<String, String> environment = Map.of("SLUICE_CONNECT_ATTEMPTS", "4", "SLUICE_MAX_CONNECTIONS", "4");

        Settings settings = DatabaseOptions.load(file, environment)
                .with(CoreSettings.MAX_CONNECTIONS, 6)
                .resolve(List.of());

        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(6);
        assertThat(settings.get(CoreSettings.CONNECT_ATTEMPTS)).isEqualTo(4);
        assertThat(settings.get(CoreSettings.RETRY_ATTEMPTS)).isEqualTo(2);
        assertThat(settings.get(CoreSettings.BULK_CHUNK_SIZE)).isEqualTo(1000);
    }

    @Test
    void keepsTheOrderOfPrecedenceWhateverTheOrderOfCalls() throws IOException {
        Path file = Files.writeString(folder.resolve("app.yml"), "sluice: {url: '" + URL + "f', retryAttempts: 2}\n");

        DatabaseOptions options = DatabaseOptions.builder()
                .set(CoreSettings.RETRY_ATTEMPTS, 5)
                .url(URL + "c")
                .environment(Map.of("SLUICE_RETRY_ATTEMPTS", "3", "SLUICE_URL", URL + "e"))
                .file(file)
                .build();

        assertThat(options.url().database()).isEqualTo("xc");
        assertThat(options.resolve(List.of()).get(CoreSettings.RETRY_ATTEMPTS)).isEqualTo(5);
    }

    @Test
    void readsPropertiesAndEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("sluice.url", URL + "p");

        assertThat(DatabaseOptions.fromProperties(properties).url().database()).isEqualTo("xp");
        assertThat(DatabaseOptions.fromEnvironment(Map.of("SLUICE_URL", URL + "e"))
                        .url()
                        .database())
                .isEqualTo("xe");
    }

    @Test
    void leavesTheOriginalUnchanged() {
        DatabaseOptions original = DatabaseOptions.of(URL);

        original.with(CoreSettings.SQL_ECHO, true);

        assertThat(original.resolve(List.of()).get(CoreSettings.SQL_ECHO)).isFalse();
    }

    @Test
    void replacesTheUrlWithItsParameters() {
        DatabaseOptions options = DatabaseOptions.of(URL + "?sqlEcho=true").with("url", URL + "2");

        assertThat(options.url().database()).isEqualTo("x2");
        assertThat(options.resolve(List.of()).get(CoreSettings.SQL_ECHO)).isFalse();
    }

    @Test
    void saysWhereAUrlCanBeGivenWhenThereIsNone() {
        assertThatThrownBy(() -> DatabaseOptions.fromEnvironment(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SLUICE_URL")
                .hasMessageContaining("sluice.url");
    }

    @Test
    void checksTypedValuesAtOnceAndNamedOnesWhenResolved() {
        DatabaseOptions options = DatabaseOptions.of(URL);

        assertThatThrownBy(() -> options.with(READERS, 65)).hasMessageContaining("was 65 (code)");
        assertThatThrownBy(() -> options.with("readers", 65).resolve(List.of(READERS)))
                .hasMessageContaining("was 65 (code)");
        assertThatThrownBy(() -> options.with("readers", 6).resolve(List.of()))
                .hasMessageContaining("Unknown setting readers (code)");
    }

    @Test
    void refusesBoundsThatContradictEachOther() {
        DatabaseOptions backoff = DatabaseOptions.of(URL + "?retryBackoffMin=2s");
        DatabaseOptions pool = DatabaseOptions.of(URL + "?minConnections=9").with(CoreSettings.MAX_CONNECTIONS, 8);

        assertThatThrownBy(() -> backoff.resolve(List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("retryBackoffMin (URL parameter retryBackoffMin) must not exceed retryBackoffMax (default);"
                        + " was 2s and 1s");
        assertThatThrownBy(() -> pool.resolve(List.of())).hasMessageContaining("was 9 and 8");
    }

    @Test
    void acceptsCoreSettingsAmongTheBackends() {
        Settings settings =
                DatabaseOptions.of(URL).resolve(List.of(READERS, CoreSettings.ACQUIRE_TIMEOUT, CoreSettings.URL));

        assertThat(settings.get(CoreSettings.URL).driver()).isEqualTo("sqlite");
    }

    @Test
    void warnsOfKeysWithoutEffect() {
        Logger logger = (Logger) LoggerFactory.getLogger(DatabaseOptions.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        try {
            DatabaseOptions.fromEnvironment(Map.of("SLUICE_URL", URL, "DB_AUTO_VACUUM", "true"))
                    .resolve(List.of());
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(appender);
        }

        assertThat(appender.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Setting without effect: environment variable DB_AUTO_VACUUM: this backend does not know it;"
                                + " it has no effect");
    }

    @Test
    void printsNoSecrets() {
        DatabaseOptions options = DatabaseOptions.of("r2dbc:postgresql://u:hunter2@h/db?key=hunter2")
                .with("key2", "hunter2");

        assertThat(options.toString()).doesNotContain("hunter2").contains("r2dbc:postgresql://u:***@h/db");
    }
}
