package dev.sluice.error;

/** A setting is unknown, out of range or contradictory, or a URL cannot be used. Thrown before anything is opened. */
public final class ConfigurationException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * Creates a failure for one setting.
     *
     * @param setting the setting's name
     * @param message what is wrong, where the value came from, and the remedy; never a secret's value
     */
    public ConfigurationException(String setting, String message) {
        super(message, ErrorDetails.NONE, null);
        this.setting = setting;
    }

    /** The name of the setting. */
    public String setting() {
        return setting;
    }
}
