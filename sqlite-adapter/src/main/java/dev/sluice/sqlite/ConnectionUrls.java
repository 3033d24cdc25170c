package dev.sluice.sqlite;

import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.sqlite.engine.DatabaseLocation;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads which database is meant, and its settings, from the two kinds of URL. Touches no file. */
final class ConnectionUrls {

    static final String DRIVER = "sqlite";

    private static final Set<String> READ_ELSEWHERE = Set.of("driver", "protocol", "database");

    private ConnectionUrls() {}

    static SqliteOptions read(ConnectionFactoryOptions options) {
        Object host = options.getValue(ConnectionFactoryOptions.HOST);
        Object protocol = options.getValue(ConnectionFactoryOptions.PROTOCOL);
        Object database = options.getValue(ConnectionFactoryOptions.DATABASE);
        DatabaseLocation location = location(text(protocol), text(host), text(database));
        Settings settings = Settings.defaults();
        for (Option<?> option : given(options)) {
            Object value = options.getValue(option);
            if (value != null && !READ_ELSEWHERE.contains(option.name())) {
                settings = with(settings, declared(option.name()), value);
            }
        }
        return new SqliteOptions(location, settings);
    }

    /**
     * The database that protocol, host and path of a URL name.
     *
     * @throws ConfigurationException with the remedy when they name none
     */
    static DatabaseLocation location(String protocol, String host, String database) {
        if (!host.isEmpty()) {
            throw refused(
                    "host",
                    "SQLite has no hosts, but the URL names '" + host + "', which seems to be a folder; write"
                            + " r2dbc:sqlite:file:///" + host + "/" + database
                            + " for that path below the working directory");
        }
        return switch (protocol) {
            case "", "file" -> new DatabaseLocation.InFile(path(database));
            case "mem" -> new DatabaseLocation.InMemory(database.isBlank() ? "private-" + UUID.randomUUID() : database);
            default -> throw refused("protocol", "SQLite knows the protocols file and mem, not '" + protocol + "'");
        };
    }

    private static Path path(String database) {
        if (database.isBlank()) {
            throw refused(
                    "database",
                    "The URL names no file; write r2dbc:sqlite:file:///relative.db,"
                            + " r2dbc:sqlite:file:////absolute.db or r2dbc:sqlite:mem:///name");
        }
        if (database.startsWith(":")) {
            throw refused(
                    "database",
                    "'" + database + "' is not a path; write r2dbc:sqlite:mem:///name for a database in"
                            + " memory, and a plain path for a file");
        }
        try {
            return Path.of(database);
        } catch (InvalidPathException notAPath) {
            throw refused("database", "'" + database + "' is not a path on this system: " + notAPath.getReason());
        }
    }

    private static List<Option<?>> given(ConnectionFactoryOptions options) {
        var given = new ArrayList<Option<?>>();
        ConnectionFactoryOptions.Builder unused =
                ConnectionFactoryOptions.builder().from(options, given::add);
        return unused == null ? List.of() : given;
    }

    private static Setting<?> declared(String name) {
        Optional<Setting<?>> known = SqliteOptions.understood().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
        return known.orElseThrow(() -> refused(name, "SQLite has no option '" + name + "'; it has " + names()));
    }

    private static String names() {
        return String.join(
                ", ",
                SqliteOptions.understood().stream().map(Setting::name).sorted().toList());
    }

    private static <T> Settings with(Settings settings, Setting<T> setting, Object value) {
        return settings.with(setting, setting.check(value, "connection option " + setting.name()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static ConfigurationException refused(String option, String message) {
        return new ConfigurationException(option, message);
    }
}
