package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads database URLs. No message shows anything behind the driver's name: a misread password would be there. */
final class UrlParser {

    private static final String R2DBC = "r2dbc:";
    private static final String ENCODE = "; percent-encode it (/ is %2F, ? is %3F, # is %23, @ is %40, : is %3A)";
    private static final String EXAMPLES = "r2dbc:sqlite:file:///app.db or r2dbc:postgresql://user@host/database";
    private static final Pattern HEAD = Pattern.compile("[a-z][a-z0-9+.-]*(:[a-z][a-z0-9+.-]*)*");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/-]{1,80}");
    private static final String MUST_BE_ENCODED = "\"<>\\^`{|}";
    private static final Set<String> SERVERS = Set.of("postgresql", "cockroachdb");
    // R2DBC refuses these too: each has its own place in the URL.
    private static final Set<String> HAVE_A_PLACE =
            Set.of("database", "driver", "host", "password", "port", "protocol", "user");

    private final String driver;
    private final @Nullable String protocol;
    private final String authority;
    private final String path;
    private final @Nullable String query;

    private UrlParser(String head, String tail) {
        int colon = head.indexOf(':');
        this.driver = colon < 0 ? head : head.substring(0, colon);
        this.protocol = colon < 0 ? null : head.substring(colon + 1);
        int slash = indexOfAny(tail, "/?");
        this.authority = tail.substring(0, slash);
        int mark = tail.indexOf('?', slash);
        this.path = tail.substring(slash, mark < 0 ? tail.length() : mark);
        this.query = mark < 0 ? null : tail.substring(mark + 1);
    }

    static DatabaseUrl parse(String url) {
        checkCharacters(url);
        String normal = UrlSpelling.withPrefix(url);
        int mark = normal.indexOf("://");
        String head = mark < 0 ? normal.substring(R2DBC.length()) : normal.substring(R2DBC.length(), mark);
        if (mark < 0 || !HEAD.matcher(head).matches()) {
            throw UrlSpelling.badHead(head, mark >= 0);
        }
        if (head.equals("postgres") || head.startsWith("postgres:")) {
            throw refused(null, "the driver is called postgresql; write r2dbc:postgresql://");
        }
        UrlParser parser = new UrlParser(head, normal.substring(mark + 3));
        try {
            return parser.read();
        } catch (IllegalArgumentException problem) {
            throw refused(parser.driver, String.valueOf(problem.getMessage()));
        }
    }

    private DatabaseUrl read() {
        checkAmbiguity();
        if (driver.equals("sqlite")) {
            checkEmbedded();
        }
        Authority parsed = Authority.parse(authority);
        if (SERVERS.contains(driver)) {
            checkServer(parsed);
        }
        return new DatabaseUrl(driver, protocol, parsed, database(), parameters());
    }

    /** A raw delimiter in a password moves the rest of it into host, path or parameters: refuse what may be that. */
    private void checkAmbiguity() {
        String parameters = query == null ? "" : query;
        if ((authority + path + parameters).indexOf('#') >= 0) {
            throw new IllegalArgumentException("it holds a raw #" + ENCODE);
        }
        if (!authority.isEmpty() && (path + parameters).indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "there is an @ after the host, so a password may hold a raw slash or question mark" + ENCODE);
        }
        if (authority.isEmpty() && path.isEmpty()) {
            throw new IllegalArgumentException("it names neither host nor database");
        }
    }

    private void checkEmbedded() {
        if (authority.isEmpty()) {
            return;
        }
        String file = authority + path;
        String remedy = PLAIN_PATH.matcher(file).matches() ? file : "folder/app.db";
        throw new IllegalArgumentException("SQLite has no host, and what follows // is one; for a relative path write "
                + "r2dbc:sqlite:file:///" + remedy + ", for an absolute one r2dbc:sqlite:file:////" + remedy);
    }

    private void checkServer(Authority parsed) {
        if (parsed.hosts().isEmpty()) {
            throw new IllegalArgumentException("it has no host; name it, such as " + driver + "://localhost/database");
        }
        if (path.indexOf('/', 1) >= 0) {
            throw new IllegalArgumentException(
                    "there is a second slash after the host, in the database or in a password" + ENCODE);
        }
    }

    private String database() {
        String database = path.isEmpty() ? "" : PercentText.decode(path.substring(1));
        if (!database.equals(database.strip())) {
            throw new IllegalArgumentException("the database begins or ends with a space; remove it");
        }
        UrlSpelling.refuseResource(database);
        return database;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = 0;
        while (query != null && start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            addParameter(query.substring(start, end), parameters);
            start = end + 1;
        }
        return parameters;
    }

    private static void addParameter(String text, Map<String, String> parameters) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals);
        if (!PARAMETER_NAME.matcher(name).matches() || text.indexOf('=', equals + 1) >= 0) {
            throw new IllegalArgumentException(
                    "a parameter is not name=value; percent-encode & as %26 and = as %3D in values");
        }
        if (HAVE_A_PLACE.contains(name)) {
            throw new IllegalArgumentException("parameter " + name
                    + " has its own place in the URL: driver:protocol://user:password@host:port/database");
        }
        if (text.indexOf('+') >= 0) {
            throw new IllegalArgumentException(
                    "a + in parameter " + name + " is read as a space by some; write %2B or %20");
        }
        if (parameters.putIfAbsent(name, PercentText.decode(text.substring(equals + 1))) != null) {
            throw new IllegalArgumentException("parameter " + name + " is given twice; keep one");
        }
    }

    static String fileUrl(String path) {
        if (path.isBlank() || path.startsWith(":")) {
            throw new ConfigurationException(
                    "url", "A path must name a file; for a database in memory write r2dbc:sqlite:mem:///name");
        }
        return "r2dbc:sqlite:file:///" + PercentText.encode(path, "/");
    }

    private static void checkCharacters(String url) {
        if (url.isBlank()) {
            throw refused(null, "it is empty; write " + EXAMPLES);
        }
        int position = 0;
        for (int c : url.codePoints().toArray()) {
            position++;
            if (Character.isSpaceChar(c) || Printable.isHidden(c) || MUST_BE_ENCODED.indexOf(c) >= 0) {
                throw refused(
                        null,
                        "character " + position
                                + " is a space, a control character or one of \" < > \\ ^ ` { | }; remove or percent-encode it");
            }
        }
    }

    private static int indexOfAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    static ConfigurationException refused(@Nullable String driver, String problem) {
        String shown = driver == null ? "" : " " + R2DBC + driver;
        return new ConfigurationException("url", "Database URL" + shown + " cannot be used: " + problem);
    }
}
