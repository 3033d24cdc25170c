package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.error.ConfigurationException;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void readsEveryPartOfAServerUrl() {
        DatabaseUrl url =
                DatabaseUrl.parse("r2dbc:postgresql:failover://al%40ice:p%2Fw:x@h1:5432,[::1]:5433,h_3/my%2Fdb"
                        + "?sslMode=verify-full&schema=a%26b");

        assertThat(url.driver()).isEqualTo("postgresql");
        assertThat(url.protocol()).contains("failover");
        assertThat(url.user()).contains("al@ice");
        assertThat(url.password().map(String::new)).contains("p/w:x");
        assertThat(url.hosts())
                .containsExactly(
                        new DatabaseUrl.Host("h1", 5432),
                        new DatabaseUrl.Host("::1", 5433),
                        new DatabaseUrl.Host("h_3", 0));
        assertThat(url.database()).isEqualTo("my/db");
        assertThat(url.parameters()).containsExactly(Map.entry("sslMode", "verify-full"), Map.entry("schema", "a&b"));
    }

    @ParameterizedTest
    @CsvSource({
        "r2dbc:sqlite:file:///rel/x.db, file, rel/x.db",
        "r2dbc:sqlite:file:////abs/x.db, file, /abs/x.db",
        "r2dbc:sqlite:file:///a%20b%3F.db, file, a b?.db",
        "r2dbc:sqlite:file:///me@home.db, file, me@home.db",
        "r2dbc:sqlite:mem:///name, mem, name",
        "r2dbc:sqlite:mem:///, mem, ''",
    })
    void readsSqliteFilesAndMemory(String text, String protocol, String database) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.driver()).isEqualTo("sqlite");
        assertThat(url.protocol()).contains(protocol);
        assertThat(url.hosts()).isEmpty();
        assertThat(url.database()).isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h:26257/db?sslMode=verify-full, postgresql",
        "postgres://u@h/db, postgresql",
        "cockroachdb://u@h/db, cockroachdb",
    })
    void readsServerUrlsAsPeoplePasteThem(String text, String driver) {
        assertThat(DatabaseUrl.parse(text).driver()).isEqualTo(driver);
        assertThat(DatabaseUrl.parse(text).hosts())
                .extracting(DatabaseUrl.Host::name)
                .containsExactly("h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r2dbc:postgresql://u:hun/ter2@h/db | %2F",
                "r2dbc:postgresql://u:hun/ter2:9@h/db | %2F",
                "r2dbc:postgresql://u:hun?ter2@h/db | %3F",
                "r2dbc:postgresql://u:hun#ter2@h/db | %23",
                "r2dbc:postgresql://u:hun@ter2@h/db | %40",
                "r2dbc:postgresql://u:h@hun/ter2@h/db | percent-encode it",
                "r2dbc:postgresql://u:hun ter2@h/db | percent-encode",
                "r2dbc:postgresql://u:hun+ter2@h/db | %2B",
                "r2dbc:postgresql://u:hun%ter2@h/db | %25",
                "r2dbc:postgresql://u:hun{ter2@h/db | percent-encode",
                "r2dbc:postgresql://u:/hunter2@h/db | percent-encode",
                "r2dbc:postgresql://u:hunter2@/db | name the host",
                "r2dbc:postgresql://:hunter2@h/db | the user is empty",
                "r2dbc:postgresql://u:@h/db | leave the colon out",
                "r2dbc:postgresql://u:hunter2@h,,h2/db | a host is empty",
                "r2dbc:postgresql://u:hunter2@h:/db | a port is not",
                "r2dbc:postgresql://u:hunter2@h:70000/db | between 1 and 65535",
                "r2dbc:postgresql://u:hunter2@h:0/db | between 1 and 65535",
                "r2dbc:postgresql://u:hunter2@::1/db | in brackets",
                "r2dbc:postgresql://u:hunter2@[::g]/db | not an IPv6 address",
                "r2dbc:postgresql://u:hunter2@[1:2]/db | not an IPv6 address",
                "r2dbc:postgresql://u:hunter2@[1::2::3]/db | not an IPv6 address",
                "r2dbc:postgresql://u:hunter2@[::1]x/db | only a port",
                "r2dbc:postgresql://u:hunter2@h%0a/db | letters, digits",
                "r2dbc:postgresql://u:hun%00ter2@h/db | control character",
                "r2dbc:postgresql://u:hun%C0%AFter2@h/db | not UTF-8",
                "r2dbc:postgresql://u:hunter2@h/db/more | second slash",
                "r2dbc:postgresql://u:hunter2@h/db?a=1&a=2 | given twice",
                "r2dbc:postgresql://u:hunter2@h/db?hunter2 | name=value",
                "r2dbc:postgresql://u:hunter2@h/db?a=1& | name=value",
                "r2dbc:postgresql://u:hunter2@h/db?a=hunter2=x | %3D",
                "r2dbc:postgresql://u:hunter2@h/db?a=hunter2+x | %2B",
                "r2dbc:postgresql://u:hunter2@h/db?password=hunter2 | has its own place",
                "r2dbc:postgresql:///db | it has no host",
                "r2dbc:postgres://u:hunter2@h/db | r2dbc:postgresql://",
                "r2dbc:POSTGRESQL://u:hunter2@h/db | lower case",
                "r2dbc:postgresql:u:hunter2@h/db | :// is missing",
                "r2dbcs:postgresql://u:hunter2@h/db | sslmode=verify-full",
                "jdbc:postgresql://u:hunter2@h/db | r2dbc:postgresql://",
                "postgresql+asyncpg://u:hunter2@h/db | r2dbc:postgresql://",
                "mysql://u:hunter2@h/db | r2dbc:",
            })
    void refusesWhatCanBeMisreadWithTheRemedyAndWithoutThePassword(String url, String remedy) {
        ConfigurationException refused = refusal(url);

        assertThat(refused).hasMessageContaining(remedy).hasMessageNotContainingAny("hun", "ter2");
        assertThat(refused.setting()).isEqualTo("url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r2dbc:sqlite:foo.db | r2dbc:sqlite:file:///foo.db",
                "r2dbc:sqlite:/data/foo.db | r2dbc:sqlite:file:////data/foo.db",
                "r2dbc:sqlite:foo.db?key=x | r2dbc:sqlite:file:///app.db",
                "r2dbc:sqlite://rel/x.db | r2dbc:sqlite:file:///rel/x.db",
                "r2dbc:sqlite:file://rel/x.db | r2dbc:sqlite:file:///rel/x.db",
                "r2dbc:sqlite:mem:// | neither host nor database",
                "r2dbc:sqlite:file:///x.db#frag | %23",
                "r2dbc:sqlite:file:///%20x.db | begins or ends with a space",
                "sqlite:///x.db | r2dbc:sqlite:file:///app.db",
                "sqlite+aiosqlite:///:memory: | r2dbc:sqlite:mem:///name",
                "jdbc:sqlite:x.db | r2dbc:sqlite:file:///app.db",
                ":memory: | r2dbc:sqlite:mem:///name",
                "x.db | r2dbc:sqlite:file:///app.db",
                "r2dbc:sqlite::resource:http://evil/x.db | never opened",
                "r2dbc:sqlite:file:///:RESOURCE:x.db | never opened",
                "r2dbc:sqlite:file:///%3Aresource%3Ahttp:%2F%2Fevil | never opened",
                "'' | it is empty",
            })
    void refusesEmbeddedFormsWithTheRightSpelling(String url, String remedy) {
        assertThat(refusal(url)).hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u0000", "\u007f", "\u0085", "\u00a0", "\u2028", "\u202e", "\ud800"})
    void refusesControlAndInvisibleCharacters(String character) {
        assertThat(refusal("r2dbc:sqlite:file:///x" + character + ".db"))
                .hasMessageContaining("character 23")
                .hasMessageNotContaining(character);
    }

    @Test
    void printsNeitherThePasswordNorTheValuesOfParameters() {
        DatabaseUrl url = DatabaseUrl.parse("r2dbc:postgresql://u:hunter2@h:1,[::1]/a%20b?passwrd=hunter2&key=hunter2");

        assertThat(url).hasToString("r2dbc:postgresql://u:***@h:1,[::1]/a%20b?passwrd=***&key=***");
    }

    @Test
    void handsOutCopiesOfThePassword() {
        DatabaseUrl url = DatabaseUrl.parse("r2dbc:postgresql://u:hunter2@h/db");

        Arrays.fill(url.password().orElseThrow(), ' ');

        assertThat(url.password().map(String::new)).contains("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.db", "/data/app.db", "a b%?#@+.db", "é/x.db", "C:\\data\\x.db"})
    void namesFilesByTheirPath(String path) {
        DatabaseUrl url = DatabaseUrl.ofFile(path);

        assertThat(url.database()).isEqualTo(path);
        assertThat(DatabaseUrl.parse(url.toString()).database()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {":memory:", "", " "})
    void refusesPathsThatNameNoFile(String path) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> DatabaseUrl.ofFile(path));

        assertThat(refused).hasMessageContaining("r2dbc:sqlite:mem:///name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r2dbc:sqlite:file:///x.db",
                "r2dbc:sqlite:file:////abs/x.db",
                "r2dbc:sqlite:file:///a%20b+c.db?readers=4&x=%C3%A9",
                "r2dbc:sqlite:file:///é@x.db?a=b@c/d",
                "r2dbc:sqlite:mem:///name",
                "r2dbc:sqlite:///x.db",
                "r2dbc:h2:tcp://localhost:9092/~/test",
                "r2dbc:postgresql://h/db",
                "r2dbc:postgresql://h",
                "r2dbc:postgresql://u@h:5432/db",
                "r2dbc:postgresql://u%3Ax:p%2Fw%2B@h:5432/d%2Fb?a=&b=%26",
                "r2dbc:postgresql://u:p:w@[::1]:5432/db",
                "r2dbc:postgresql:failover://u:p@h1:1,h2:2/db",
                "r2dbc:pool:postgresql://h/db",
            })
    void agreesWithR2dbcWhereBothAccept(String text) {
        DatabaseUrl ours = DatabaseUrl.parse(text);
        ConnectionFactoryOptions theirs = ConnectionFactoryOptions.parse(text);

        assertThat(ours.driver()).isEqualTo(theirs.getValue(ConnectionFactoryOptions.DRIVER));
        assertThat(ours.protocol().orElse(null)).isEqualTo(theirs.getValue(ConnectionFactoryOptions.PROTOCOL));
        assertThat(ours.user().orElse(null)).isEqualTo(theirs.getValue(ConnectionFactoryOptions.USER));
        assertThat(ours.password().map(String::new).orElse(null)).isEqualTo(password(theirs));
        assertThat(ours.hosts().stream().map(Object::toString).collect(Collectors.joining(",")))
                .isEqualTo(authority(theirs));
        assertThat(ours.database()).isEqualTo(orEmpty(theirs.getValue(ConnectionFactoryOptions.DATABASE)));
        ours.parameters()
                .forEach((name, value) ->
                        assertThat(theirs.getValue(Option.valueOf(name))).isEqualTo(value));
    }

    private static String password(ConnectionFactoryOptions options) {
        Object password = options.getValue(ConnectionFactoryOptions.PASSWORD);
        return password == null ? null : password.toString();
    }

    private static String authority(ConnectionFactoryOptions options) {
        Object port = options.getValue(ConnectionFactoryOptions.PORT);
        return orEmpty(options.getValue(ConnectionFactoryOptions.HOST)) + (port == null ? "" : ":" + port);
    }

    private static String orEmpty(Object value) {
        return value == null ? "" : value.toString();
    }

    private static ConfigurationException refusal(String url) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> DatabaseUrl.parse(url));
        assertThat(refused).as("refusal of the URL").isNotNull();
        return refused;
    }
}
