package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what one file gives. Keys under {@code sluice} are settings in any spelling; keys under {@code db} and
 * {@code database} are other programs' notation, matched exactly; everything else in a file belongs to somebody else.
 */
final class FileKeys {

    private static final List<String> OTHER_NOTATIONS = List.of("db", "database");
    private static final String OWN = "sluice";

    private final String place;
    private final Map<String, Given> byKey = new LinkedHashMap<>();

    FileKeys(String place) {
        this.place = place;
    }

    /** True for keys that may hold settings, by their first part. */
    static boolean isOurs(String key) {
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        return first.equals(OWN) || OTHER_NOTATIONS.contains(first);
    }

    /** Adds a dotted key; one that is not ours is left out. {@code line} counts from 1 and is 0 when it is not known. */
    void add(String key, Optional<Object> value, int line) {
        if (isOurs(key)) {
            boolean own = key.startsWith(Spelling.FILE_PREFIX);
            addAs(own ? Spelling.camelCase(key.substring(Spelling.FILE_PREFIX.length())) : key, key, value, line);
        }
    }

    /** Adds a value under a setting's name, or under another notation's key. */
    void addAs(String name, String key, Optional<Object> value, int line) {
        Given before = byKey.put(key, new Given(name, value, origin(key, line), Spelling.FILE, true));
        if (before != null) {
            throw new ConfigurationException(
                    key, "Key " + before.origin() + " is given again on line " + line + "; keep one");
        }
    }

    private String origin(String key, int line) {
        return place + ": " + Printable.excerpt(key) + (line == 0 ? "" : " (line " + line + ")");
    }

    List<Given> given() {
        return List.copyOf(byKey.values());
    }
}
