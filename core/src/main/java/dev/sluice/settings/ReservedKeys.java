package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of older configuration files that have no setting: harmless ones are accepted with a note, dangerous ones refused.
 * A setting that declares one of them as an alias takes it over.
 */
final class ReservedKeys {

    private static final String CIPHER = "db.cipher.";
    private static final String CIPHER_ENABLED = "db.cipher.enabled";
    private static final Set<String> CIPHER_KEYS = Set.of(
            CIPHER_ENABLED, "db.cipher.key_source", "db.cipher.key_env", "db.cipher.sops_path", "db.cipher.sops_key");
    private static final String CHECK_SAME_THREAD = "database.check_same_thread";
    private static final String RETENTION = "reserved for retention; nothing is deleted because of it";
    private static final String MAINTENANCE = "this backend does not know it; it has no effect";

    private static final Map<String, String> NOTES = Map.of(
            "database.quote_retention_days", RETENTION,
            "database.fill_retention_days", RETENTION,
            "database.outbox_retention_days", RETENTION,
            "DB_AUTO_VACUUM", MAINTENANCE,
            "DB_CHECKPOINT_INTERVAL", MAINTENANCE);

    private ReservedKeys() {}

    /** Leaves out the cipher's keys when the same file says that there is no cipher. */
    static List<Given> withoutDisabledCipher(List<Given> given) {
        boolean disabled = given.stream().anyMatch(g -> g.key().equals(CIPHER_ENABLED) && hasText(g, "false"));
        return disabled
                ? given.stream().filter(g -> !CIPHER_KEYS.contains(g.key())).toList()
                : given;
    }

    /** Why a key without a setting is accepted; empty when it is unknown. @throws ConfigurationException when it must not be */
    static Optional<String> note(Given given) {
        if (given.key().startsWith(CIPHER) && CIPHER_KEYS.contains(given.key())) {
            throw new ConfigurationException(
                    given.key(),
                    "Encryption is not available through " + given.origin()
                            + " and the database would be opened without it; "
                            + "set db.cipher.enabled to false in the same file or remove db.cipher");
        }
        if (given.key().equals(CHECK_SAME_THREAD)) {
            return sameThread(given);
        }
        return Optional.ofNullable(NOTES.get(given.key())).map(reason -> given.origin() + ": " + reason);
    }

    private static Optional<String> sameThread(Given given) {
        if (given.value().isPresent() && !hasText(given, "false")) {
            throw new ConfigurationException(
                    given.key(),
                    "check_same_thread must be false: connections are never bound to the caller's thread ("
                            + given.origin() + "); remove it");
        }
        return Optional.of(given.origin() + ": false is the only behaviour there is; remove it");
    }

    private static boolean hasText(Given given, String text) {
        return given.value()
                .map(value -> value.toString().strip().equalsIgnoreCase(text))
                .orElse(false);
    }
}
