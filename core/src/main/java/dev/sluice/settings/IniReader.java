package dev.sluice.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads INI files strictly: sections, {@code key = value} or {@code key: value}, and comments behind {@code #} or
 * {@code ;} at the start of a line or after a space. Section {@code [sluice]} holds settings, section {@code [DEFAULT]}
 * may hold keys that begin with {@code db_}; the rest belongs to somebody else. Nothing is interpolated and no value goes
 * on in the next line.
 */
final class IniReader {

    private static final String OTHER_NOTATION = "db_";

    private final String place;
    private final FileKeys keys;
    private String section = "";

    private IniReader(String place) {
        this.place = place;
        this.keys = new FileKeys(place);
    }

    static List<Given> read(String text, String place) {
        IniReader reader = new IniReader(place);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            reader.line(withoutComment(line), number);
        }
        return reader.keys.given();
    }

    private void line(String line, int number) {
        if (line.isBlank()) {
            return;
        }
        if (Character.isWhitespace(line.charAt(0))) {
            throw malformed(number, "begins with a space; values cannot go on in the next line");
        }
        String text = line.strip();
        if (text.startsWith("[")) {
            if (!text.endsWith("]")) {
                throw malformed(number, "opens a section and does not close it with ]");
            }
            section = text.substring(1, text.length() - 1).strip();
        } else {
            keyAndValue(text, number);
        }
    }

    private void keyAndValue(String text, int number) {
        int separator = separator(text);
        if (separator <= 0) {
            throw malformed(number, "is neither [section] nor key = value");
        }
        if (section.isEmpty()) {
            throw malformed(number, "stands before the first section; put [sluice] or [DEFAULT] above it");
        }
        String key = text.substring(0, separator).strip();
        Optional<Object> value = Optional.of(text.substring(separator + 1).strip());
        if (section.equals("sluice")) {
            keys.addAs(Spelling.camelCase(key), "[sluice] " + key, value, number);
        } else if (section.equals("DEFAULT") && key.toLowerCase(Locale.ROOT).startsWith(OTHER_NOTATION)) {
            String lower = key.toLowerCase(Locale.ROOT);
            keys.addAs(lower, lower, value, number);
        }
    }

    private static int separator(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            boolean sign = line.charAt(i) == '#' || line.charAt(i) == ';';
            if (sign && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private RuntimeException malformed(int number, String problem) {
        return SettingFile.refused(place, "is not well-formed: line " + number + " " + problem);
    }
}
