package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Reads a file of settings by its extension. No message holds text of the file: a password may be in it. */
final class SettingFile {

    private static final long LARGEST = 1L << 20;

    private SettingFile() {}

    static List<Given> read(Path path) {
        String place = Printable.excerpt(path.toString());
        String name = path.toString().toLowerCase(Locale.ROOT);
        List<Given> given = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "properties" -> properties(text(path, place), place);
            case "yml", "yaml" -> yaml(text(path, place), place);
            case "conf", "ini", "cfg" -> IniReader.read(text(path, place), place);
            default ->
                throw refused(place, "has no known extension; use .properties, .yml, .yaml, .conf, .ini or .cfg");
        };
        if (given.isEmpty()) {
            throw refused(
                    place,
                    "holds no settings; put them under sluice, such as sluice.url (in INI files: section [sluice])");
        }
        return given;
    }

    private static String text(Path path, String place) {
        try {
            if (Files.isDirectory(path)) {
                throw refused(place, "is a directory; name a file");
            }
            if (Files.size(path) > LARGEST) {
                throw refused(place, "is larger than 1 MiB and cannot be a file of settings");
            }
            return Files.readString(path);
        } catch (NoSuchFileException missing) {
            throw refused(place, "does not exist; check the path");
        } catch (CharacterCodingException malformed) {
            throw refused(place, "is not UTF-8 text; convert it");
        } catch (IOException unreadable) {
            throw refused(place, "cannot be read; check its permissions");
        }
    }

    private static List<Given> properties(String text, String place) {
        Properties properties = new UniqueProperties(place);
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException malformed) {
            throw refused(place, "is not a properties file; look for a \\u without four hexadecimal digits");
        }
        return SettingSource.properties(properties, place).given();
    }

    private static List<Given> yaml(String text, String place) {
        try {
            return YamlReader.read(text, place);
        } catch (NoClassDefFoundError missing) {
            throw refused(
                    place, "needs org.snakeyaml:snakeyaml-engine on the class path; add it, or use a .properties file");
        }
    }

    static ConfigurationException refused(String place, String problem) {
        return new ConfigurationException("file", "Settings file " + place + " " + problem);
    }

    /** Properties keep the last of two equal keys without a word; these refuse the second. */
    private static final class UniqueProperties extends Properties {

        private static final long serialVersionUID = 1L;

        private final String place;

        UniqueProperties(String place) {
            this.place = place;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw refused(place, "gives " + Printable.excerpt(key.toString()) + " twice; keep one");
            }
            return super.put(key, value);
        }
    }
}
