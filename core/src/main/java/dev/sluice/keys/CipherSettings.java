package dev.sluice.keys;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.KeyException;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that say whether a database is encrypted and where its key is. A backend that can encrypt declares them
 * beside its own; with another backend they are unknown settings, so that nobody believes a plain database encrypted.
 */
public final class CipherSettings {

    private static final String DEFAULT_VARIABLE = "KSTLIB_DB_KEY";
    private static final String DEFAULT_NAME = "db_key";

    /** Whether the database is encrypted. */
    public static final Setting<Boolean> ENABLED = Setting.flag("cipherEnabled")
            .alias("db.cipher.enabled")
            .unsetMeans("true where another cipher setting is given, else false")
            .describedAs("Whether the database is encrypted. False switches encryption off although its other settings"
                    + " are there, except cipherKey, with which it is an error.");

    /** Which of the sources holds the key. */
    public static final Setting<CipherKeySource> SOURCE = Setting.choice("cipherKeySource", CipherKeySource.class)
            .alias("db.cipher.key_source")
            .unsetMeans("the first that is given, else env")
            .describedAs(
                    "Where the key is: passphrase is cipherKey, env the variable cipherEnv, sops the file cipherSops.");

    /** The key itself. */
    public static final Setting<String> KEY = Setting.text("cipherKey")
            .secret()
            .describedAs("The key itself, for tests: whoever reads the settings has it. A passphrase, or a raw key as"
                    + " hex:<digits>, base64:<text> or x'<digits>'.");

    /** The environment variable with the key. */
    public static final Setting<String> VARIABLE = Setting.text("cipherEnv")
            .alias("db.cipher.key_env")
            .unsetMeans(DEFAULT_VARIABLE)
            .describedAs("The environment variable that holds the key.");

    /** The SOPS file with the key. */
    public static final Setting<String> SOPS_FILE = Setting.text("cipherSops")
            .alias("db.cipher.sops_path")
            .describedAs("The file, encrypted by SOPS, that holds the key.");

    /** The name of the key in the SOPS file. */
    public static final Setting<String> SOPS_NAME = Setting.text("cipherSopsKey")
            .alias("db.cipher.sops_key")
            .unsetMeans(DEFAULT_NAME)
            .describedAs("The name of the key in the SOPS file, or its path such as database.key.");

    private static final List<Setting<?>> ALL = List.of(ENABLED, SOURCE, KEY, VARIABLE, SOPS_FILE, SOPS_NAME);

    private CipherSettings() {}

    /** All of them, in the order of the reference. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The source of the database's key in this process's environment; empty when the database is not encrypted. */
    public static Optional<KeySource> keySource(Settings settings) {
        return keySource(settings, System.getenv());
    }

    /**
     * The source of the database's key; empty when the database is not encrypted. Reads no variable and no file yet.
     *
     * @param environment where variables, age identities and programs are looked for
     * @throws ConfigurationException when the settings contradict each other, or say too little
     * @throws KeyException when {@link #KEY} is given and is none
     */
    public static Optional<KeySource> keySource(Settings settings, Map<String, String> environment) {
        boolean given = ALL.stream().anyMatch(setting -> settings.find(setting).isPresent());
        if (!settings.find(ENABLED).orElse(given)) {
            refuseUnused(settings, ENABLED);
            return Optional.empty();
        }
        return Optional.of(
                switch (chosen(settings)) {
                    case PASSPHRASE -> given(settings);
                    case ENV -> variable(settings, environment);
                    case SOPS -> file(settings, environment);
                });
    }

    private static CipherKeySource chosen(Settings settings) {
        Optional<CipherKeySource> source = settings.find(SOURCE);
        if (source.isPresent()) {
            if (source.get() != CipherKeySource.PASSPHRASE) {
                refuseUnused(settings, SOURCE);
            }
            return source.get();
        }
        if (settings.find(KEY).isPresent()) {
            return CipherKeySource.PASSPHRASE;
        }
        boolean onlyFile =
                settings.find(VARIABLE).isEmpty() && settings.find(SOPS_FILE).isPresent();
        return onlyFile ? CipherKeySource.SOPS : CipherKeySource.ENV;
    }

    /** A key that is given and not used would leave a database plain, or under another key, without a word. */
    private static void refuseUnused(Settings settings, Setting<?> reason) {
        if (settings.find(KEY).isPresent()) {
            throw new ConfigurationException(
                    KEY.name(),
                    KEY.name() + " is given (" + settings.origin(KEY) + ") and would not be used, because "
                            + reason.name() + " is " + settings.describe(reason) + " (" + settings.origin(reason)
                            + "); remove one of the two");
        }
    }

    private static KeySource given(Settings settings) {
        String place = KEY.name() + " (" + settings.origin(KEY) + ")";
        String key = settings.find(KEY).orElseThrow(() -> missing(settings, KEY));
        return new GivenKeySource(KeyText.read(key.getBytes(StandardCharsets.UTF_8), place), place);
    }

    private static KeySource variable(Settings settings, Map<String, String> environment) {
        return KeySource.environment(notBlank(settings, VARIABLE, DEFAULT_VARIABLE), environment);
    }

    private static KeySource file(Settings settings, Map<String, String> environment) {
        String file = settings.find(SOPS_FILE).orElseThrow(() -> missing(settings, SOPS_FILE));
        String name = notBlank(settings, SOPS_NAME, DEFAULT_NAME);
        try {
            return KeySource.sops(Path.of(notBlank(settings, SOPS_FILE, file)), name, environment);
        } catch (InvalidPathException malformed) {
            throw new ConfigurationException(
                    SOPS_FILE.name(),
                    SOPS_FILE.name() + " is not a path on this system (" + settings.origin(SOPS_FILE) + ")");
        }
    }

    private static String notBlank(Settings settings, Setting<String> setting, String otherwise) {
        String text = settings.find(setting).orElse(otherwise);
        if (text.isBlank()) {
            throw new ConfigurationException(
                    setting.name(), setting.name() + " must not be blank (" + settings.origin(setting) + ")");
        }
        return text;
    }

    private static ConfigurationException missing(Settings settings, Setting<String> setting) {
        return new ConfigurationException(
                setting.name(),
                setting.name() + " has no value, but " + SOURCE.name() + " is " + settings.describe(SOURCE) + " ("
                        + settings.origin(SOURCE) + "); give it, or choose another source");
    }
}
