package dev.sluice.sqlite;

import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.spi.Backend;
import dev.sluice.spi.BackendProvider;
import dev.sluice.spi.Environment;
import dev.sluice.sqlite.engine.DatabaseLocation;
import java.util.List;

/** Opens {@code r2dbc:sqlite:…} URLs for {@code Database}; found by {@link java.util.ServiceLoader}. */
public final class SqliteBackendProvider implements BackendProvider {

    /** Creates a provider; it has no state. */
    public SqliteBackendProvider() {}

    @Override
    public boolean supports(DatabaseUrl url) {
        return url.driver().equals(ConnectionUrls.DRIVER);
    }

    @Override
    public List<Setting<?>> settings() {
        return SqliteOptions.settings();
    }

    @Override
    public Backend open(DatabaseUrl url, Settings settings, Environment environment) {
        String host = url.hosts().isEmpty() ? "" : url.hosts().get(0).name();
        DatabaseLocation location = ConnectionUrls.location(url.protocol().orElse(""), host, url.database());
        return new SqliteBackend(new SqliteOptions(location, settings));
    }
}
