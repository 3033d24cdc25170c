package dev.sluice;

import dev.sluice.error.ConfigurationException;
import dev.sluice.generic.GenericBackend;
import dev.sluice.mapping.Converter;
import dev.sluice.mapping.Mapper;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.SettingSource;
import dev.sluice.settings.Settings;
import dev.sluice.spi.AmbientTransactions;
import dev.sluice.spi.Backend;
import dev.sluice.spi.BackendProvider;
import dev.sluice.spi.DatabaseListener;
import dev.sluice.spi.Environment;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a Database is made of beside its settings: converters, listeners, the bridge to a framework's transactions, and
 * time. Not safe for several threads; each {@link #open()} makes a new Database.
 */
public final class DatabaseBuilder {

    private final @Nullable DatabaseOptions options;
    private final @Nullable ConnectionFactory factory;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<DatabaseListener> listeners = new ArrayList<>();
    private Mapper mapper = Mapper.standard();
    private Environment environment = Environment.system();
    private @Nullable AmbientTransactions ambient;

    DatabaseBuilder(@Nullable DatabaseOptions options, @Nullable ConnectionFactory factory) {
        this.options = options;
        this.factory = factory;
    }

    /**
     * A value of a setting, as given in code; wins over the options.
     *
     * @throws ConfigurationException when it is out of range
     */
    public <T> DatabaseBuilder set(Setting<T> setting, T value) {
        values.put(setting.name(), setting.check(value, "code"));
        return this;
    }

    /** Maps values of an application's type; wins over the built-in mapping and over converters given before. */
    public DatabaseBuilder converter(Converter<?, ?> converter) {
        mapper = mapper.with(converter);
        return this;
    }

    /** Is told of statements, attempts and outcomes. */
    public DatabaseBuilder listener(DatabaseListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Joins the transactions of a framework, such as Spring's. */
    public DatabaseBuilder ambientTransactions(AmbientTransactions bridge) {
        ambient = bridge;
        return this;
    }

    /** Where time and random numbers come from; for tests. */
    public DatabaseBuilder environment(Environment value) {
        environment = value;
        return this;
    }

    /**
     * Checks every option without I/O and returns the Database.
     *
     * @throws ConfigurationException when a setting cannot be used, or no adapter serves the URL
     */
    public Database open() {
        return new DefaultDatabase(client());
    }

    /** What the Database works with. */
    Client client() {
        if (factory != null) {
            Settings settings = Settings.resolve(CoreSettings.all(), List.of(SettingSource.values(values, "code")));
            return client(new GenericBackend(factory), settings);
        }
        if (options == null) {
            throw new IllegalStateException("a builder has options or a connection factory");
        }
        DatabaseOptions all = options;
        for (Map.Entry<String, Object> value : values.entrySet()) {
            all = all.with(value.getKey(), value.getValue());
        }
        BackendProvider provider = provider(all.url());
        Settings settings = all.resolve(provider.settings());
        return client(provider.open(all.url(), settings, environment), settings);
    }

    private static BackendProvider provider(DatabaseUrl url) {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.supports(url))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        CoreSettings.URL.name(),
                        "No adapter on the class path serves the driver '" + url.driver() + "' of " + url
                                + "; add dev.sluice:sluice-sqlite or dev.sluice:sluice-cockroach, or wrap an R2DBC driver "
                                + "with Database.of(ConnectionFactory)"));
    }

    private Client client(Backend backend, Settings settings) {
        return new Client(backend, clientSettings(settings), environment, mapper, new Listeners(listeners), ambient);
    }

    private static ClientSettings clientSettings(Settings settings) {
        var retry = new RetryPolicy(
                settings.get(CoreSettings.RETRY_ATTEMPTS),
                settings.get(CoreSettings.RETRY_BACKOFF_MIN),
                settings.get(CoreSettings.RETRY_BACKOFF_MAX));
        return new ClientSettings(
                settings.get(CoreSettings.STATEMENT_TIMEOUT),
                settings.get(CoreSettings.TRANSACTION_TIMEOUT),
                retry,
                settings.get(CoreSettings.RETRY_BUDGET_RATIO),
                settings.get(CoreSettings.RETRY_BUDGET_PER_SECOND),
                settings.get(CoreSettings.BULK_CHUNK_SIZE),
                settings.get(CoreSettings.PARSED_STATEMENT_CACHE_SIZE),
                settings.find(CoreSettings.SLOW_QUERY_THRESHOLD).orElse(Duration.ZERO),
                settings.get(CoreSettings.SQL_ECHO),
                settings.get(CoreSettings.REDACT_CAUSES),
                settings.get(CoreSettings.LEAK_DETECTION_THRESHOLD),
                settings.get(CoreSettings.CLOSE_TIMEOUT),
                Duration.ofSeconds(5));
    }
}
