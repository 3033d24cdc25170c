package dev.sluice.sqlite;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.ConnectionFactoryProvider;

/** Makes connection factories for {@code r2dbc:sqlite:…} URLs; found by {@code ConnectionFactories}. */
public final class SqliteConnectionFactoryProvider implements ConnectionFactoryProvider {

    /** The driver's name in URLs: {@value}. */
    public static final String DRIVER = ConnectionUrls.DRIVER;

    /** Creates a provider; it has no state. */
    public SqliteConnectionFactoryProvider() {}

    /**
     * Checks the options and returns a factory that has opened nothing yet.
     *
     * @throws dev.sluice.error.ConfigurationException when an option is unknown, out of range or names no database
     */
    @Override
    public SqliteConnectionFactory create(ConnectionFactoryOptions options) {
        return new SqliteConnectionFactory(ConnectionUrls.read(options));
    }

    @Override
    public boolean supports(ConnectionFactoryOptions options) {
        return DRIVER.equals(options.getValue(ConnectionFactoryOptions.DRIVER));
    }

    @Override
    public String getDriver() {
        return DRIVER;
    }
}
