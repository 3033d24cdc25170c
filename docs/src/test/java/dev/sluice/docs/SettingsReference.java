package dev.sluice.docs;

import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.SettingAlias;
import dev.sluice.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the reference of settings from their declarations: those of every database, then each backend's own. */
final class SettingsReference {

    private static final String INTRODUCTION = """
            # Settings

            This page is generated from the declarations in the code. [Configuration](configuration.md) explains where
            values are given and which one wins.

            A setting called `acquireTimeout` is `?acquireTimeout=5s` in a URL, `sluice.acquire-timeout` in a file and
            `SLUICE_ACQUIRE_TIMEOUT` in the environment. Durations are `500ms`, `30s`, `5m`, `2h`, `1d`, ISO-8601, or a bare
            number of seconds. Bytes are a bare number, `KiB`, `MiB`, `GiB` (powers of 1024) or `kB`, `MB`, `GB` (powers of
            1000). Both ends of a range are allowed; a value outside is an error, and so is a key that is not on this page.
            """;

    private static final String HEAD = """
            | Setting | Environment variable | Type | Range | Default | Meaning | Also known as |
            |---|---|---|---|---|---|---|
            """;

    /** What a provider is called, told by a URL it serves. */
    private static final Map<String, String> EXAMPLES = new TreeMap<>(Map.of(
            "SQLite", "r2dbc:sqlite:mem:///docs",
            "PostgreSQL", "r2dbc:postgresql://localhost/docs",
            "CockroachDB", "r2dbc:cockroachdb://localhost/docs"));

    private SettingsReference() {}

    static String generate() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## Every database\n\n").append(table(CoreSettings.all()));
        backends()
                .forEach((name, settings) ->
                        page.append("\n## ").append(name).append("\n\n").append(table(settings)));
        return page.toString();
    }

    private static Map<String, List<Setting<?>>> backends() {
        Map<String, List<Setting<?>>> backends = new TreeMap<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            List<Setting<?>> own = new ArrayList<>(provider.settings());
            own.removeAll(CoreSettings.all());
            backends.put(heading(provider), own);
        }
        return backends;
    }

    private static String heading(BackendProvider provider) {
        String names = EXAMPLES.entrySet().stream()
                .filter(example -> provider.supports(DatabaseUrl.parse(example.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" and "));
        if (names.isEmpty()) {
            throw new IllegalStateException(
                    "No example URL for " + provider.getClass().getName() + "; add one to EXAMPLES");
        }
        return names;
    }

    static String table(List<Setting<?>> settings) {
        return settings.stream().map(SettingsReference::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Setting<?> setting) {
        List<String> cells = List.of(
                "`" + setting.name() + "`",
                "`" + setting.environmentVariable() + "`",
                setting.typeDescription() + (setting.isSecret() ? ", secret" : ""),
                setting.range().orElse("any"),
                setting.defaultDescription(),
                setting.meaning(),
                setting.aliases().stream().map(SettingsReference::alias).collect(Collectors.joining(", ")));
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String alias(SettingAlias alias) {
        return "`" + alias.key() + "`" + (alias.reading().isEmpty() ? "" : " (" + alias.reading() + ")");
    }
}
