package dev.sluice.sqlite;

import java.util.Locale;
import java.util.regex.Pattern;

/** Values of older configuration files, in the notation of the settings that took their place. */
final class OlderNotation {

    static final String CACHE_SIZE_READING =
            "a bare number is pages of 4 KiB and a negative one KiB, as in SQLite's pragma; with a unit as usual";

    static final String PROFILE_READING = "high_throughput is throughput, low_latency is latency";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");

    private OlderNotation() {}

    /**
     * Some files meant pages by a bare number and some kilobytes, and nothing in a file tells which: SQLite's own reading
     * decides.
     */
    static String cacheSize(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return text;
        }
        long number = Long.parseLong(text);
        return Long.toString(number < 0 ? -number << 10 : number << 12);
    }

    static String profile(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "high_throughput" -> "throughput";
            case "low_latency" -> "latency";
            default -> text;
        };
    }

    static String autoVacuum(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "full";
            case "false" -> "none";
            default -> text;
        };
    }

    static String journalMode(String walMode) {
        return switch (walMode.toLowerCase(Locale.ROOT)) {
            case "true" -> "wal";
            case "false" -> "delete";
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
