package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Values from one place, such as a file or the environment, not yet checked: which settings exist is known only once the
 * backend is. Immutable; prints places, never values.
 */
public final class SettingSource {

    private static final String SHARED_ENVIRONMENT_PREFIX = "DB_";

    private final List<Given> given;

    private SettingSource(Collection<Given> given) {
        this.given = List.copyOf(given);
    }

    /**
     * Values given in code or by another library, as text or as objects.
     *
     * @param values settings' names and values
     * @param origin what messages call the place
     */
    public static SettingSource values(Map<String, ?> values, String origin) {
        List<Given> given = new ArrayList<>();
        values.forEach((key, value) -> given.add(new Given(key, Optional.of(value), origin, Spelling.CAMEL, true)));
        return new SettingSource(given);
    }

    /**
     * Variables named {@code SLUICE_…}, all of which must be known, and those aliases beginning with {@code DB_} that a
     * setting declares. Others are not kept.
     */
    public static SettingSource environment(Map<String, String> variables) {
        List<Given> given = new ArrayList<>();
        new TreeMap<>(variables).forEach((name, text) -> {
            String origin = "environment variable " + Printable.excerpt(name);
            Optional<Object> value = Optional.of(text);
            if (name.startsWith(Spelling.ENVIRONMENT_PREFIX)) {
                String key = Spelling.camelCase(name.substring(Spelling.ENVIRONMENT_PREFIX.length()));
                given.add(new Given(key, value, origin, Spelling.ENVIRONMENT, true));
            } else if (name.startsWith(SHARED_ENVIRONMENT_PREFIX)) {
                given.add(new Given(name, value, origin, Spelling.ENVIRONMENT, false));
            }
        });
        return new SettingSource(given);
    }

    /** Properties whose keys begin with {@code sluice.}, {@code db.} or {@code database.}; others are not kept. */
    public static SettingSource properties(Properties properties) {
        return properties(properties, "properties");
    }

    static SettingSource properties(Properties properties, String place) {
        FileKeys keys = new FileKeys(place);
        asMap(properties).forEach((key, text) -> keys.add(key, Optional.of(text), 0));
        return new SettingSource(keys.given());
    }

    private static Map<String, String> asMap(Properties properties) {
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    /**
     * Reads a file now: {@code .properties}, {@code .yml} or {@code .yaml} (needs snakeyaml-engine), {@code .conf},
     * {@code .ini} or {@code .cfg}.
     *
     * @throws ConfigurationException when the file cannot be read, or is not well-formed, or holds no setting at all
     */
    public static SettingSource file(Path path) {
        return new SettingSource(SettingFile.read(path));
    }

    /** The URL that the last of these sources that has one gives. */
    public static Optional<DatabaseUrl> url(List<SettingSource> sources) {
        return new Resolution(List.of(CoreSettings.URL)).url(sources);
    }

    static SettingSource parameters(DatabaseUrl url) {
        List<Given> given = new ArrayList<>();
        url.parameters()
                .forEach((name, text) ->
                        given.add(new Given(name, Optional.of(text), "URL parameter " + name, Spelling.CAMEL, true)));
        return new SettingSource(given);
    }

    List<Given> given() {
        return given;
    }

    /** The places, without values. */
    @Override
    public String toString() {
        return given.toString();
    }
}
