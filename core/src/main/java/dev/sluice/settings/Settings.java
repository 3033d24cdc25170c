package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checked values of settings, each with the place it came from. Immutable; prints no secrets. */
public final class Settings {

    private static final Settings DEFAULTS = new Settings(Map.of(), List.of());

    private final Map<String, Chosen> chosen;
    private final List<String> notes;

    Settings(Map<String, Chosen> chosen, List<String> notes) {
        this.chosen = new TreeMap<>(chosen);
        this.notes = List.copyOf(notes);
    }

    /** No value is set: every setting has its default. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * Reads and checks every value of the sources.
     *
     * @param declared every setting there is; a name declared twice is a mistake of the program
     * @param sources where values come from; later ones win over earlier ones, whose values are checked all the same
     * @throws ConfigurationException when a key is unknown, a value is unreadable or out of range, or one source gives a
     *     setting twice
     */
    public static Settings resolve(List<Setting<?>> declared, List<SettingSource> sources) {
        return new Resolution(declared).resolve(sources);
    }

    /** The value, or the default. @throws ConfigurationException when there is neither */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new ConfigurationException(
                        setting.name(),
                        setting.name() + " is required and has no value; set it in the URL, in code, in a file as "
                                + Spelling.FILE.of(setting.name()) + " or as " + setting.environmentVariable()));
    }

    /** The value or the default, or empty. */
    public <T> Optional<T> find(Setting<T> setting) {
        Chosen found = chosen.get(setting.name());
        return found == null
                ? setting.defaultValue()
                : Optional.of(setting.type().cast(found.value()));
    }

    /** Returns these settings with one more value, as given in code. */
    public <T> Settings with(Setting<T> setting, T value) {
        Map<String, Chosen> more = new TreeMap<>(chosen);
        more.put(setting.name(), new Chosen(setting, setting.check(value, "code"), "code"));
        return new Settings(more, notes);
    }

    /** Returns these settings, with another value than the default for a setting that has none here. */
    public <T> Settings orElse(Setting<T> setting, T value, String origin) {
        if (chosen.containsKey(setting.name())) {
            return this;
        }
        Map<String, Chosen> more = new TreeMap<>(chosen);
        more.put(setting.name(), new Chosen(setting, setting.check(value, origin), origin));
        return new Settings(more, notes);
    }

    /**
     * Where the value came from, for messages: {@code "URL parameter x"}, {@code "environment variable SLUICE_X"},
     * {@code "app.yml: db.pool.max_size (line 3)"}, {@code "code"}, {@code "default"}.
     */
    public String origin(Setting<?> setting) {
        Chosen found = chosen.get(setting.name());
        return found == null ? "default" : found.origin();
    }

    /** The value or the default as text, for messages; stars for a secret. */
    public String describe(Setting<?> setting) {
        Chosen found = chosen.get(setting.name());
        return found == null ? setting.defaultDescription() : setting.printedUnchecked(found.value());
    }

    /** Keys that were accepted without having an effect yet, each with the reason; for a warning. */
    public List<String> notes() {
        return notes;
    }

    /** The values that were set, with their origins and without secrets. */
    @Override
    public String toString() {
        return chosen.values().stream().map(Chosen::toString).collect(Collectors.joining(", ", "{", "}"));
    }

    /** A checked value. */
    record Chosen(Setting<?> setting, Object value, String origin) {

        @Override
        public String toString() {
            return setting.name() + "=" + setting.printedUnchecked(value) + " (" + origin + ")";
        }
    }
}
