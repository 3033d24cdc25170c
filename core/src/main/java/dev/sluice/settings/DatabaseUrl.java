package dev.sluice.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database URL, read strictly: what is ambiguous is refused with a remedy instead of guessed. Prints itself without
 * password and without secret parameters.
 *
 * <p>Form: {@code r2dbc:driver[:protocol]://[user[:password]@]host[:port][,host…]/database[?name=value&…]}. As in R2DBC,
 * {@code file:///x.db} names the relative path {@code x.db} and {@code file:////x.db} the absolute one.
 */
public final class DatabaseUrl {

    private DatabaseUrl() {}

    /** Reads a URL. @throws dev.sluice.error.ConfigurationException when it is not one, with the remedy */
    public static DatabaseUrl parse(String url) {
        throw new UnsupportedOperationException();
    }

    /** {@code sqlite}, {@code postgresql}, {@code cockroachdb}. */
    public String driver() {
        throw new UnsupportedOperationException();
    }

    /** The second part of {@code r2dbc:sqlite:mem://}; empty when there is none. */
    public Optional<String> protocol() {
        throw new UnsupportedOperationException();
    }

    /** Hosts in order; empty for embedded databases. */
    public List<Host> hosts() {
        throw new UnsupportedOperationException();
    }

    /** The path without its first slash, percent-decoded; empty when there is none. */
    public String database() {
        throw new UnsupportedOperationException();
    }

    /** The user, percent-decoded. */
    public Optional<String> user() {
        throw new UnsupportedOperationException();
    }

    /** The password, percent-decoded; a copy that the caller clears. */
    public Optional<char[]> password() {
        throw new UnsupportedOperationException();
    }

    /** The parameters after {@code ?}, percent-decoded, in order; a name given twice is refused. */
    public Map<String, String> parameters() {
        throw new UnsupportedOperationException();
    }

    /**
     * One server.
     *
     * @param name host name or address; IPv6 without brackets
     * @param port port, or 0 when the URL has none
     */
    public record Host(String name, int port) {}
}
