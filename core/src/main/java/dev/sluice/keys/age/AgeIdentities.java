package dev.sluice.keys.age;

import dev.sluice.error.Printable;
import dev.sluice.keys.system.CommandLine;
import dev.sluice.keys.system.Program;
import dev.sluice.keys.system.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The age identities in the places that SOPS looks in: SOPS_AGE_KEY, SOPS_AGE_KEY_FILE, SOPS_AGE_KEY_CMD and the file
 * sops/age/keys.txt in the user's configuration. Like SOPS it takes those of all places. Closing wipes them.
 */
public final class AgeIdentities implements AutoCloseable {

    private static final String KEY = "SOPS_AGE_KEY";
    private static final String FILE = "SOPS_AGE_KEY_FILE";
    private static final String COMMAND = "SOPS_AGE_KEY_CMD";
    private static final String RECIPIENT = "SOPS_AGE_RECIPIENT";
    private static final String NATIVE = "AGE-SECRET-KEY-1";
    private static final List<String> FOREIGN = List.of("AGE-PLUGIN-", "AGE-SECRET-KEY-PQ-1");
    private static final List<String> ENCRYPTED = List.of("age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----");

    private final Map<String, String> environment;
    private final Program program;
    private final List<char[]> identities = new ArrayList<>();
    private final List<String> searched = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean foreign;

    /** Reads nothing yet. */
    public AgeIdentities(Map<String, String> environment, Program program) {
        this.environment = environment;
        this.program = program;
    }

    /** The identities found so far, each as text; not copies. */
    public List<char[]> all() {
        return identities;
    }

    /** True when something was found that only the program {@code sops} can use: plugins, encrypted or other identities. */
    public boolean hasForeign() {
        return foreign;
    }

    /** Where nothing was found, for messages. */
    public String searched() {
        return String.join(", ", searched);
    }

    /** What was wrong in places where something was found, for messages; empty when nothing was. */
    public String problems() {
        return problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")";
    }

    /** Reads the variable and the files. */
    public void load() {
        String text = environment.get(KEY);
        if (text == null) {
            searched.add(KEY);
        } else {
            add(text.getBytes(StandardCharsets.UTF_8), KEY, true);
        }
        String named = environment.get(FILE);
        if (named == null) {
            searched.add(FILE);
        } else {
            file(FILE + " (" + Printable.escape(named) + ")", named, false);
        }
        defaultFile().ifPresent(file -> file(Printable.escape(file), file, true));
    }

    /** Runs the command, if there is one, for a recipient whose identity is wanted. True when there is one. */
    public boolean loadByCommand(String recipient) {
        String command = environment.get(COMMAND);
        if (command == null) {
            if (!searched.contains(COMMAND)) {
                searched.add(COMMAND);
            }
            return false;
        }
        List<String> words = CommandLine.split(command);
        Optional<Path> file = words.isEmpty() ? Optional.empty() : program.find(words.get(0));
        if (file.isEmpty()) {
            problems.add(COMMAND + " names no program that can be run");
            return true;
        }
        try {
            byte[] printed = program.run(file.get(), words.subList(1, words.size()), Map.of(RECIPIENT, recipient));
            add(printed, COMMAND, false);
        } catch (Program.ExitException failed) {
            problems.add("the program of " + COMMAND + " ended with exit code " + failed.code());
        } catch (IOException failed) {
            problems.add("the program of " + COMMAND + " failed or took too long");
        }
        return true;
    }

    /** Where Go's os.UserConfigDir points, and on macOS to XDG_CONFIG_HOME first, as SOPS does. */
    private Optional<String> defaultFile() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Optional<String> folder;
        if (system.startsWith("windows")) {
            folder = variable("AppData").or(() -> variable("APPDATA"));
        } else {
            String below = system.startsWith("mac") ? "/Library/Application Support" : "/.config";
            folder = variable("XDG_CONFIG_HOME").or(() -> variable("HOME").map(home -> home + below));
        }
        return folder.map(path -> path + "/sops/age/keys.txt");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private void file(String place, String name, boolean mayBeMissing) {
        try {
            Path file = Path.of(name);
            if (Files.notExists(file)) {
                (mayBeMissing ? searched : problems).add(mayBeMissing ? place : place + " does not exist");
            } else {
                add(SmallFile.read(file), place, false);
            }
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(place + " cannot be read");
        }
    }

    /** Takes the identities out of a text, and wipes it. A line that is none spoils the whole place, as it does for SOPS. */
    private void add(byte[] text, String place, boolean severalInALine) {
        char[] chars = new char[text.length];
        for (int i = 0; i < text.length; i++) {
            // Identities are ASCII; whatever is not must stay different from it.
            chars[i] = text[i] < 0 ? '\uFFFD' : (char) text[i];
        }
        Arrays.fill(text, (byte) 0);
        try {
            if (ENCRYPTED.stream().anyMatch(prefix -> startsWith(chars, 0, prefix))) {
                foreign = true;
                problems.add(place + " is encrypted itself");
                return;
            }
            List<char[]> found = new ArrayList<>();
            if (!new IdentityText(chars, severalInALine).collect(word -> accept(word, found))) {
                found.forEach(identity -> Arrays.fill(identity, '\0'));
                problems.add(place + " holds something that is no age identity");
            } else if (found.isEmpty() && !foreign) {
                searched.add(place);
            } else {
                identities.addAll(found);
            }
        } finally {
            Arrays.fill(chars, '\0');
        }
    }

    /** Takes the word over. False when it is no identity. */
    private boolean accept(char[] word, List<char[]> found) {
        if (FOREIGN.stream().anyMatch(prefix -> startsWith(word, 0, prefix))) {
            foreign = true;
            Arrays.fill(word, '\0');
            return true;
        }
        if (startsWith(word, 0, NATIVE) && AgeEnvelope.isIdentity(word)) {
            found.add(word);
            return true;
        }
        Arrays.fill(word, '\0');
        return false;
    }

    private static boolean startsWith(char[] text, int from, String prefix) {
        return text.length - from >= prefix.length()
                && Arrays.equals(text, from, from + prefix.length(), prefix.toCharArray(), 0, prefix.length());
    }

    @Override
    public void close() {
        identities.forEach(identity -> Arrays.fill(identity, '\0'));
    }
}
