package dev.sluice.sqlite;

import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.spi.Backend;
import dev.sluice.spi.BackendProvider;
import dev.sluice.spi.Environment;
import dev.sluice.sqlite.engine.DatabaseLocation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens {@code r2dbc:sqlite:…} URLs for {@code Database}; found by {@link java.util.ServiceLoader}. */
public final class SqliteBackendProvider implements BackendProvider {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteBackendProvider.class);

    /** What every Database accepts, so that a backend can be swapped by its URL alone, but a file has no use for. */
    private static final List<Setting<?>> WITHOUT_EFFECT = List.of(
            CoreSettings.MIN_CONNECTIONS,
            CoreSettings.CONNECT_ATTEMPTS,
            CoreSettings.CONNECT_DELAY,
            CoreSettings.CONNECT_TIMEOUT);

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
        WITHOUT_EFFECT.stream()
                .filter(setting -> !settings.origin(setting).equals("default"))
                .forEach(setting -> LOG.warn(
                        "Setting without effect on SQLite: {} ({}); an embedded file opens on first use and keeps its "
                                + "connections",
                        setting.name(),
                        settings.origin(setting)));
        String host = url.hosts().isEmpty() ? "" : url.hosts().get(0).name();
        DatabaseLocation location = ConnectionUrls.location(url.protocol().orElse(""), host, url.database());
        return new SqliteBackend(new SqliteOptions(location, settings));
    }
}
