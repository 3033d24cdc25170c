package dev.sluice.sqlite;

import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What each preset gives to settings that are not set. */
final class PresetDefaults {

    private final Map<Preset, List<Default<?>>> byPreset = new EnumMap<>(Preset.class);

    /** Two values for one setting. */
    <T> PresetDefaults with(Setting<T> setting, T throughput, T latency) {
        add(Preset.THROUGHPUT, new Default<>(setting, throughput));
        add(Preset.LATENCY, new Default<>(setting, latency));
        return this;
    }

    private void add(Preset preset, Default<?> value) {
        byPreset.computeIfAbsent(preset, none -> new ArrayList<>()).add(value);
    }

    static PresetDefaults standard() {
        return new PresetDefaults()
                .with(SqliteOptions.GROUP_MAX_STATEMENTS, 2_048, 64)
                .with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofMillis(20), Duration.ofMillis(1))
                .with(SqliteOptions.MAX_QUEUE, 1_000_000, 10_000)
                .with(SqliteOptions.FETCH_CHUNK, 1_024, 64)
                .with(SqliteOptions.CACHE_SIZE, 32L << 20, 16L << 20)
                .with(SqliteOptions.STATEMENT_CACHE_SIZE, 1_024, 512)
                .with(SqliteOptions.CHECKPOINT_SIZE, 16L << 20, 1L << 20);
    }

    /** The values that are set, and for other settings those of the preset, if it has one. */
    Settings complete(Settings given) {
        Settings complete = given;
        for (Default<?> value : byPreset.getOrDefault(given.get(SqliteOptions.PRESET), List.of())) {
            complete = value.unlessSet(complete);
        }
        return complete;
    }

    /** The values of each preset, for the reference. */
    String describe() {
        return byPreset.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + ": "
                        + entry.getValue().stream().map(Default::toString).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private record Default<T>(Setting<T> setting, T value) {

        Settings unlessSet(Settings given) {
            return given.orElse(setting, value, "preset");
        }

        @Override
        public String toString() {
            return setting.name() + " "
                    + Settings.defaults().with(setting, value).describe(setting);
        }
    }
}
