package dev.sluice.sqlite;

import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.spi.Backend;
import dev.sluice.spi.BackendProvider;
import dev.sluice.spi.Environment;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens {@code r2dbc:encrypted:file:///…} URLs of tests: files that are encrypted with one raw key, so that no key is
 * derived.
 */
public final class EncryptedBackendProvider implements BackendProvider {

    /** In the place of {@code sqlite}. */
    public static final String DRIVER = "encrypted";

    /** For {@link java.util.ServiceLoader}. */
    public EncryptedBackendProvider() {}

    /** Options of a file with the key. */
    public static SqliteOptions options(Path file) {
        return SqliteOptions.file(file).withRawKey(key());
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (7 * i);
        }
        return key;
    }

    @Override
    public boolean supports(DatabaseUrl url) {
        return url.driver().equals(DRIVER);
    }

    @Override
    public List<Setting<?>> settings() {
        return SqliteOptions.settings();
    }

    @Override
    public Backend open(DatabaseUrl url, Settings settings, Environment environment) {
        var location = ConnectionUrls.location("file", "", url.database());
        return new SqliteBackend(new SqliteOptions(location, settings).withRawKey(key()));
    }
}
