package dev.sluice.settings;

import java.util.Optional;

/** Checked values of settings, each with the place it came from. Immutable; prints no secrets. */
public final class Settings {

    private Settings() {}

    /** No value is set: every setting has its default. */
    public static Settings defaults() {
        throw new UnsupportedOperationException();
    }

    /** The value, or the default. @throws dev.sluice.error.ConfigurationException when there is neither */
    public <T> T get(Setting<T> setting) {
        throw new UnsupportedOperationException();
    }

    /** The value or the default, or empty. */
    public <T> Optional<T> find(Setting<T> setting) {
        throw new UnsupportedOperationException();
    }

    /** Returns these settings with one more value, as given in code. */
    public <T> Settings with(Setting<T> setting, T value) {
        throw new UnsupportedOperationException();
    }

    /** Where the value came from, for messages: {@code "URL"}, {@code "environment variable SLUICE_X"}, {@code "app.yml: db.pool"}, {@code "default"}. */
    public String origin(Setting<?> setting) {
        throw new UnsupportedOperationException();
    }
}
