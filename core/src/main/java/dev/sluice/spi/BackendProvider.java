package dev.sluice.spi;

import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import java.util.List;

/** Opens backends for the URLs it knows; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

    /** True when this provider serves the URL's driver. */
    boolean supports(DatabaseUrl url);

    /** Every setting of this backend, for parsing, checking and documentation. */
    List<Setting<?>> settings();

    /**
     * Checks everything that can be checked without I/O and returns a backend that has opened nothing yet.
     *
     * @param url the database
     * @param settings values of {@link #settings()}
     * @param environment clock, timer and random numbers
     * @throws dev.sluice.error.ConfigurationException when a setting or the URL cannot be used
     */
    Backend open(DatabaseUrl url, Settings settings, Environment environment);
}
