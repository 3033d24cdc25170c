package dev.sluice.sqlite;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.DatabaseOptions;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.contract.BackendFixture;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An empty SQLite database, in a file of its own or in memory. */
final class SqliteFixture implements BackendFixture {

    private static final Map<String, String> DEVIATIONS = Map.of(
            "temporaryTableNeedsWithConnection",
            "connections are logical and share the writer, so that temporary objects are refused on them");

    private final String name;
    private final String url;
    private final @Nullable Path folder;
    private final ConnectionFactory factory;

    private SqliteFixture(String name, String url, @Nullable Path folder) {
        this.name = name;
        this.url = url;
        this.folder = folder;
        this.factory = ConnectionFactories.get(url);
        // A database in memory lives as long as someone has it open: the fixture does, from here on.
        Await.value(Mono.from(factory.create()).flatMap(connection -> Mono.from(connection.close())));
    }

    static SqliteFixture inFile() {
        try {
            Path folder = Files.createTempDirectory("sluice-contract");
            return new SqliteFixture(
                    "SQLite in a file",
                    "r2dbc:sqlite:file:///" + folder.resolve("contract.db") + "?synchronous=normal",
                    folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static SqliteFixture inMemory() {
        return new SqliteFixture("SQLite in memory", "r2dbc:sqlite:mem:///contract-" + UUID.randomUUID(), null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DatabaseBuilder builder() {
        return Database.builder(DatabaseOptions.of(url));
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public Map<String, String> deviations() {
        return DEVIATIONS;
    }

    @Override
    public void close() {
        Await.value(((SqliteConnectionFactory) factory).close());
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
