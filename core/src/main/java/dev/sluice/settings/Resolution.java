package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import dev.sluice.settings.Settings.Chosen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Matches what sources give with what is declared. */
final class Resolution {

    private final Map<String, Match> byKey = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    Resolution(List<Setting<?>> declared) {
        for (Setting<?> setting : declared) {
            add(setting.name(), new Match(setting, null));
            setting.aliases().forEach(alias -> add(alias.key(), new Match(setting, alias)));
        }
    }

    private void add(String key, Match match) {
        Match before = byKey.putIfAbsent(key, match);
        if (before != null && before.setting() != match.setting()) {
            throw new IllegalStateException("Key " + key + " is declared by two settings, "
                    + before.setting().name() + " and " + match.setting().name()
                    + "; share one constant, such as those of CoreSettings");
        }
    }

    Settings resolve(List<SettingSource> sources) {
        Map<String, Chosen> chosen = new TreeMap<>();
        for (SettingSource source : withUrlParameters(sources)) {
            chosen.putAll(layer(source));
        }
        return new Settings(chosen, notes);
    }

    Optional<DatabaseUrl> url(List<SettingSource> sources) {
        int index = lastWithUrl(sources);
        return index < 0 ? Optional.empty() : urlIn(sources.get(index));
    }

    /** A URL's parameters count right below the other values of the source that the URL came from. */
    private List<SettingSource> withUrlParameters(List<SettingSource> sources) {
        int index = lastWithUrl(sources);
        List<SettingSource> all = new ArrayList<>(sources);
        if (index >= 0) {
            urlIn(sources.get(index)).ifPresent(url -> all.add(index, parameters(url)));
        }
        return all;
    }

    private SettingSource parameters(DatabaseUrl url) {
        SettingSource parameters = SettingSource.parameters(url);
        for (Given given : parameters.given()) {
            Match match = byKey.get(given.key());
            if (match != null && match.setting() == CoreSettings.URL) {
                throw unknown(given, "a URL cannot hold another one; remove it");
            }
        }
        return parameters;
    }

    private int lastWithUrl(List<SettingSource> sources) {
        int index = sources.size() - 1;
        while (index >= 0 && urlIn(sources.get(index)).isEmpty()) {
            index--;
        }
        return index;
    }

    private Optional<DatabaseUrl> urlIn(SettingSource source) {
        for (Given given : source.given()) {
            Match match = byKey.get(given.key());
            if (match != null
                    && match.setting() == CoreSettings.URL
                    && given.value().isPresent()) {
                return Optional.of(CoreSettings.URL
                        .type()
                        .cast(match.read(given, given.value().get())));
            }
        }
        return Optional.empty();
    }

    private Map<String, Chosen> layer(SettingSource source) {
        Map<String, Chosen> layer = new TreeMap<>();
        for (Given given : ReservedKeys.withoutDisabledCipher(source.given())) {
            Match match = byKey.get(given.key());
            if (match == null) {
                unmatched(given);
            } else {
                given.value().ifPresent(value -> choose(layer, match, given, value));
            }
        }
        return layer;
    }

    private static void choose(Map<String, Chosen> layer, Match match, Given given, Object value) {
        Setting<?> setting = match.setting();
        Chosen before = layer.put(setting.name(), new Chosen(setting, match.read(given, value), given.origin()));
        if (before != null) {
            throw new ConfigurationException(
                    setting.name(),
                    setting.name() + " is given twice, as " + before.origin() + " and as " + given.origin()
                            + "; keep one");
        }
    }

    private void unmatched(Given given) {
        Optional<String> note = ReservedKeys.note(given);
        if (note.isPresent()) {
            notes.add(note.get());
        } else if (given.claimed()) {
            throw unknown(given, remedy(given));
        }
    }

    private static ConfigurationException unknown(Given given, String remedy) {
        String key = Printable.excerpt(given.key());
        return new ConfigurationException(key, "Unknown setting " + key + " (" + given.origin() + "); " + remedy);
    }

    private String remedy(Given given) {
        return ClosestName.to(given.key(), byKey.keySet())
                .map(name -> "did you mean " + spelled(name, given.spelling()) + "?")
                .orElse("remove it; docs/settings.md lists what this backend knows");
    }

    private String spelled(String key, Spelling spelling) {
        Match match = byKey.get(key);
        return match == null || match.alias() != null ? key : spelling.of(key);
    }

    /** A key's setting, and the alias that it is when it is not the setting's own name. */
    private record Match(Setting<?> setting, @Nullable SettingAlias alias) {

        Object read(Given given, Object value) {
            boolean converted = alias != null && value instanceof String;
            return setting.check(converted ? convert(given, value.toString()) : value, given.origin());
        }

        private String convert(Given given, String text) {
            try {
                return alias == null ? text : alias.conversion().apply(text.strip());
            } catch (IllegalArgumentException | ConfigurationException unreadable) {
                throw new ConfigurationException(
                        setting.name(), given.key() + ": " + unreadable.getMessage() + " (" + given.origin() + ")");
            }
        }
    }
}
