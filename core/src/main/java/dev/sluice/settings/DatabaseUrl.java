package dev.sluice.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database URL, read strictly: what is ambiguous is refused with a remedy instead of guessed. Prints itself without
 * the password and without the values of parameters, of which some are secrets.
 *
 * <p>Form: {@code r2dbc:driver[:protocol]://[user[:password]@]host[:port][,host…]/database[?name=value&…]}. As in R2DBC,
 * {@code file:///x.db} names the relative path {@code x.db} and {@code file:////x.db} the absolute one. {@code /},
 * {@code @}, {@code :}, {@code ?}, {@code #}, {@code %} and {@code +} in a user or password are percent-encoded.
 * {@code postgresql://}, {@code postgres://} and {@code cockroachdb://} are read as if they began with {@code r2dbc:}.
 * Whatever R2DBC's own parser also accepts means the same to both.
 */
public final class DatabaseUrl {

    private final String driver;
    private final @Nullable String protocol;
    private final List<Host> hosts;
    private final String database;
    private final @Nullable String user;
    private final char @Nullable [] password;
    private final Map<String, String> parameters;

    DatabaseUrl(
            String driver,
            @Nullable String protocol,
            Authority authority,
            String database,
            Map<String, String> parameters) {
        this.driver = driver;
        this.protocol = protocol;
        this.hosts = List.copyOf(authority.hosts());
        this.user = authority.user();
        this.password =
                authority.password() == null ? null : authority.password().toCharArray();
        this.database = database;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a URL.
     *
     * @throws dev.sluice.error.ConfigurationException when it is not one or can be read in two ways; the message gives the
     *     remedy and shows nothing of the URL behind its driver
     */
    public static DatabaseUrl parse(String url) {
        return UrlParser.parse(url);
    }

    /**
     * The URL of a SQLite file; its characters are percent-encoded where necessary.
     *
     * @param path the file's path, relative or absolute
     * @throws dev.sluice.error.ConfigurationException when the path cannot name a file
     */
    public static DatabaseUrl ofFile(String path) {
        return parse(UrlParser.fileUrl(path));
    }

    /** {@code sqlite}, {@code postgresql}, {@code cockroachdb}. */
    public String driver() {
        return driver;
    }

    /** The second part of {@code r2dbc:sqlite:mem://}; empty when there is none. */
    public Optional<String> protocol() {
        return Optional.ofNullable(protocol);
    }

    /** Hosts in order; empty for embedded databases. */
    public List<Host> hosts() {
        return hosts;
    }

    /** The path without its first slash, percent-decoded; empty when there is none. */
    public String database() {
        return database;
    }

    /** The user, percent-decoded. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The password, percent-decoded; a copy that the caller clears. */
    public Optional<char[]> password() {
        return password == null ? Optional.empty() : Optional.of(password.clone());
    }

    /** The parameters after {@code ?}, percent-decoded, in order. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The URL with stars for the password and for the value of every parameter. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("r2dbc:").append(driver);
        protocol().ifPresent(p -> out.append(':').append(p));
        out.append("://");
        user().ifPresent(u -> out.append(PercentText.encode(u, "")).append(password == null ? "@" : ":***@"));
        out.append(hosts.stream().map(Host::toString).collect(Collectors.joining(",")));
        out.append('/').append(PercentText.encode(database, "/:+"));
        String names = parameters.keySet().stream().map(n -> n + "=***").collect(Collectors.joining("&"));
        return names.isEmpty() ? out.toString() : out.append('?').append(names).toString();
    }

    /**
     * One server.
     *
     * @param name host name or address; IPv6 without brackets
     * @param port port, or 0 when the URL has none
     */
    public record Host(String name, int port) {

        /** The host as it stands in a URL. */
        @Override
        public String toString() {
            String bracketed = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
            return port == 0 ? bracketed : bracketed + ":" + port;
        }
    }
}
