package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingFileTest {

    private static final Setting<String> KEY = Setting.text("key").secret().describedAs("The key.");

    @TempDir
    Path folder;

    @Test
    void readsPropertiesInUtf8AndLeavesOtherKeysAlone() throws IOException {
        Settings settings =
                resolve("app.properties", "server.port=80\nsluice.key = schlüssel\nsluice.sql-echo: true\n");

        assertThat(settings.get(KEY)).isEqualTo("schlüssel");
        assertThat(settings.get(CoreSettings.SQL_ECHO)).isTrue();
        assertThat(settings.origin(CoreSettings.SQL_ECHO)).endsWith("app.properties: sluice.sql-echo");
    }

    @Test
    void readsYamlWithLineNumbers() throws IOException {
        Settings settings = resolve("app.yml", """
                server:
                  port: [80, 81]
                sluice:
                  # the wait
                  acquire-timeout: 5s
                  "statementTimeout": '7'
                sluice.sqlEcho: true
                """);

        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.origin(CoreSettings.ACQUIRE_TIMEOUT)).endsWith("app.yml: sluice.acquire-timeout (line 5)");
        assertThat(settings.get(CoreSettings.STATEMENT_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.get(CoreSettings.SQL_ECHO)).isTrue();
    }

    @Test
    void takesNullInYamlForUnset() throws IOException {
        Settings settings =
                resolve("app.yaml", "sluice: {acquireTimeout: null, key: ~, statementTimeout: , sqlEcho: true}\n");

        assertThat(settings.origin(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo("default");
        assertThat(settings.find(KEY)).isEmpty();
    }

    @Test
    void namesFileKeyAndLineOfABadValue() throws IOException {
        assertThatThrownBy(() -> resolve("app.yml", "sluice:\n  retry-attempts: 101\n"))
                .hasMessageStartingWith("retryAttempts must be a whole number between 1 and 100, was 101 (")
                .hasMessageEndingWith("app.yml: sluice.retry-attempts (line 2))");
        assertThatThrownBy(() -> resolve("app.yml", "sluice:\n  pool:\n    max: 101\n"))
                .hasMessageContaining("Unknown setting pool.max")
                .hasMessageContaining("app.yml: sluice.pool.max (line 3)");
    }

    @Test
    void readsIniWithCommentsAndSections() throws IOException {
        Settings settings = resolve("settings.conf", """
                ; ours
                [DEFAULT]
                debug = yes
                DB_URL = r2dbc:postgresql://u:p%23w@h/db?acquireTimeout=9s
                db_max_connections = 20   # Maximum
                [sluice]
                sql-echo: true
                [other]
                sql-echo = what
                """);

        assertThat(settings.get(CoreSettings.URL).password().map(String::new)).contains("p#w");
        assertThat(settings.get(CoreSettings.MAX_CONNECTIONS)).isEqualTo(20);
        assertThat(settings.origin(CoreSettings.MAX_CONNECTIONS))
                .endsWith("settings.conf: db_max_connections (line 5)");
        assertThat(settings.get(CoreSettings.SQL_ECHO)).isTrue();
        assertThat(settings.get(CoreSettings.ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.ini | [DEFAULT]\\n  hunter2 | line 2 begins with a space",
                "a.ini | [DEFAULT\\nkey = hunter2 | line 1 opens a section",
                "a.ini | db_url = hunter2 | line 1 stands before the first section",
                "a.ini | [sluice]\\nhunter2 | line 2 is neither",
                "a.ini | [sluice]\\nkey = a\\nkey = hunter2 | again on line 3",
                "a.ini | [DEFAULT]\\ndebug = hunter2 | holds no settings",
                "a.properties | sluice.key=a\\nsluice.key=hunter2 | gives sluice.key twice",
                "a.properties | sluice.key=\\\\uhunter2 | is not a properties file",
                "a.properties | slucie.key=hunter2 | holds no settings",
                "a.yml | sluice:\\n  key: [hunter2] | line 2 is a list",
                "a.yml | sluice:\\n  key: 'hunter2 | is not YAML",
                "a.yml | sluice:\\n  key: *hunter2 | is not YAML",
                "a.yml | sluice:\\n  key: @hunter2 | is not YAML",
                "a.yml | - hunter2 | must hold keys and values",
                "a.yml | ? [hunter2]\\n: 1 | is not YAML",
                "a.yml | sluice:\\n  key: a\\n  key: hunter2 | again on line 3",
                "a.yml | sluice: &s\\n  db: *s | second time",
                "a.yml | sluice: {key: a}\\n---\\nb: hunter2 | is not YAML",
                "a.yml | '' | holds no settings",
                "a.txt | sluice.key=hunter2 | no known extension",
            })
    void refusesMalformedFilesWithoutShowingTheirText(String name, String content, String problem) {
        assertThatThrownBy(() -> resolve(name, content.replace("\\n", "\n").replace("\\\\", "\\")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        Files.write(folder.resolve("latin.yml"), "sluice: {key: ü}".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(folder.resolve("folder.yml"));
        Files.writeString(folder.resolve("large.yml"), "#".repeat(1 << 20) + "\n");

        assertThatThrownBy(() -> SettingSource.file(folder.resolve("none.yml"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SettingSource.file(folder.resolve("latin.yml")))
                .hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> SettingSource.file(folder.resolve("folder.yml")))
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> SettingSource.file(folder.resolve("large.yml")))
                .hasMessageContaining("larger than 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice", "db", "database"})
    void refusesASectionThatIsAValue(String section) {
        assertThatThrownBy(() -> resolve("a.yml", section + ": 5\n"))
                .hasMessageContaining("Unknown setting " + section);
    }

    @Test
    void saysWhichJarIsMissingToReadYaml() throws Exception {
        Path file = Files.writeString(folder.resolve("app.yml"), "sluice: {sqlEcho: true}\n");
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("snakeyaml-engine")) {
                jars.add(Path.of(entry).toUri().toURL());
            }
        }

        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> source = loader.loadClass(SettingSource.class.getName());
            assertThatThrownBy(() -> source.getMethod("file", Path.class).invoke(null, file))
                    .cause()
                    .hasMessageContaining("needs org.snakeyaml:snakeyaml-engine");
        }
    }

    private Settings resolve(String name, String content) throws IOException {
        List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
        all.add(KEY);
        return Settings.resolve(all, List.of(SettingSource.file(Files.writeString(folder.resolve(name), content))));
    }
}
