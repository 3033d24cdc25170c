package dev.sluice;

import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.SettingSource;
import dev.sluice.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which database, and every setting given for it, with the place each came from. Immutable; opens nothing.
 *
 * <p>A value given in code wins over one in the environment, that over one in a file, and that over the default. A
 * parameter of the URL counts right below the other values of the place the URL came from; when another place's URL wins,
 * the losing URL's parameters go with it. Values that lose are checked all the same.
 *
 * <p>Keys and values are checked by {@link #resolve}, once the backend and thereby its settings are known; the URL, and
 * values given as {@link Setting}, are checked at once.
 *
 * <pre>{@code
 * DatabaseOptions options = DatabaseOptions.of("r2dbc:sqlite:file:///app.db")
 *         .with(CoreSettings.STATEMENT_TIMEOUT, Duration.ofSeconds(5));
 * }</pre>
 */
public final class DatabaseOptions {

    private static final Logger log = LoggerFactory.getLogger(DatabaseOptions.class);
    private static final String CODE = "code";

    private final List<SettingSource> files;
    private final SettingSource environment;
    private final Map<String, Object> code;
    private final DatabaseUrl url;

    private DatabaseOptions(List<SettingSource> files, SettingSource environment, Map<String, Object> code) {
        this.files = List.copyOf(files);
        this.environment = environment;
        this.code = Map.copyOf(code);
        this.url = SettingSource.url(sources())
                .orElseThrow(() -> new ConfigurationException(
                        CoreSettings.URL.name(),
                        "No database URL is given; pass one in code, set SLUICE_URL, or put sluice.url into the file,"
                                + " such as r2dbc:sqlite:file:///app.db"));
    }

    /** Options from a URL alone; neither files nor the environment are read. @throws ConfigurationException when it is not one */
    public static DatabaseOptions of(String url) {
        return builder().url(url).build();
    }

    /**
     * Options from a file and this process's environment, which wins.
     *
     * @param file {@code .properties}, {@code .yml}, {@code .yaml}, {@code .conf}, {@code .ini} or {@code .cfg}; read now
     * @throws ConfigurationException when the file cannot be read or gives no URL and neither does the environment
     */
    public static DatabaseOptions load(Path file) {
        return load(file, System.getenv());
    }

    /** Options from a file and the given environment, which wins. @throws ConfigurationException as {@link #load(Path)} */
    public static DatabaseOptions load(Path file, Map<String, String> environment) {
        return builder().file(file).environment(environment).build();
    }

    /** Options from this process's environment: {@code SLUICE_URL} and others. @throws ConfigurationException when it has no URL */
    public static DatabaseOptions fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /** Options from the given environment. @throws ConfigurationException when it has no URL */
    public static DatabaseOptions fromEnvironment(Map<String, String> environment) {
        return builder().environment(environment).build();
    }

    /** Options from properties such as {@code sluice.url}; the environment is not read. @throws ConfigurationException when they have no URL */
    public static DatabaseOptions fromProperties(Properties properties) {
        return builder().properties(properties).build();
    }

    /** Collects options from several places; their order of precedence is fixed, whatever the order of calls. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns these options with one more value given in code. @throws ConfigurationException when it is out of range */
    public <T> DatabaseOptions with(Setting<T> setting, T value) {
        return with(setting.name(), setting.check(value, CODE));
    }

    /** Returns these options with one more value given in code, by the setting's name; checked by {@link #resolve}. */
    public DatabaseOptions with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(code);
        more.put(name, value);
        return new DatabaseOptions(files, environment, more);
    }

    /** Which database. */
    public DatabaseUrl url() {
        return url;
    }

    /**
     * Reads and checks every value. Keys that are accepted without having an effect are logged as a warning.
     *
     * @param declared the backend's settings; those of {@link CoreSettings} are added
     * @throws ConfigurationException when a key is unknown, a value is unreadable, out of range or contradicts another
     */
    public Settings resolve(List<Setting<?>> declared) {
        Set<Setting<?>> all = new LinkedHashSet<>(CoreSettings.all());
        all.addAll(declared);
        Settings settings = Settings.resolve(List.copyOf(all), sources());
        requireOrder(settings, CoreSettings.RETRY_BACKOFF_MIN, CoreSettings.RETRY_BACKOFF_MAX);
        requireOrder(settings, CoreSettings.MIN_CONNECTIONS, CoreSettings.MAX_CONNECTIONS);
        settings.notes().forEach(note -> log.warn("Setting without effect: {}", note));
        return settings;
    }

    private List<SettingSource> sources() {
        List<SettingSource> lowestFirst = new ArrayList<>(files);
        lowestFirst.add(environment);
        lowestFirst.add(SettingSource.values(code, CODE));
        return lowestFirst;
    }

    private static <T extends Comparable<T>> void requireOrder(Settings settings, Setting<T> lower, Setting<T> upper) {
        boolean ordered = settings.find(lower)
                .flatMap(low -> settings.find(upper).map(high -> low.compareTo(high) <= 0))
                .orElse(true);
        if (!ordered) {
            throw new ConfigurationException(
                    lower.name(),
                    lower.name() + " (" + settings.origin(lower) + ") must not exceed " + upper.name() + " ("
                            + settings.origin(upper) + "); was " + settings.describe(lower) + " and "
                            + settings.describe(upper));
        }
    }

    /** The URL without secrets and the places of all values, without the values. */
    @Override
    public String toString() {
        return "DatabaseOptions[" + url + ", " + sources() + "]";
    }

    /** Collects options from several places. Not safe for several threads. */
    public static final class Builder {

        private final List<SettingSource> files = new ArrayList<>();
        private SettingSource environment = SettingSource.environment(Map.of());
        private final Map<String, Object> code = new LinkedHashMap<>();

        private Builder() {}

        /** The database; wins over a URL in the environment or a file. */
        public Builder url(String url) {
            return set(CoreSettings.URL.name(), url);
        }

        /** Values of a file, read now; wins over files and properties given before. */
        public Builder file(Path file) {
            files.add(SettingSource.file(file));
            return this;
        }

        /** Values of properties, as of a file; wins over files and properties given before. */
        public Builder properties(Properties properties) {
            files.add(SettingSource.properties(properties));
            return this;
        }

        /** The environment, such as {@code System.getenv()}; without it no environment is read. */
        public Builder environment(Map<String, String> variables) {
            this.environment = SettingSource.environment(variables);
            return this;
        }

        /** A value given in code. @throws ConfigurationException when it is out of range */
        public <T> Builder set(Setting<T> setting, T value) {
            return set(setting.name(), setting.check(value, CODE));
        }

        /** A value given in code by the setting's name; checked by {@link DatabaseOptions#resolve}. */
        public Builder set(String name, Object value) {
            code.put(name, value);
            return this;
        }

        /** Finishes the options. @throws ConfigurationException when no place gives a URL */
        public DatabaseOptions build() {
            return new DatabaseOptions(files, environment, code);
        }
    }
}
