package dev.sluice.sqlite.contract;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.DatabaseOptions;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.sqlite.EncryptedBackendProvider;
import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.testkit.contract.BackendFixture;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An empty SQLite database with default settings, in a file of its own or in memory. */
final class SqliteFixture implements BackendFixture {

    private static final String FILE = "contract.db";

    private final String name;
    private final String url;
    private final @Nullable Path folder;

    private SqliteFixture(String name, String url, @Nullable Path folder) {
        this.name = name;
        this.url = url;
        this.folder = folder;
    }

    static SqliteFixture inFile() {
        try {
            Path folder = Files.createTempDirectory("sluice-contract-");
            String url = DatabaseUrl.ofFile(folder.resolve(FILE).toString()).toString();
            return new SqliteFixture("SQLite in a file", url, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SqliteFixture inEncryptedFile() {
        SqliteFixture plain = inFile();
        String url = plain.url.replaceFirst(":sqlite:", ":" + EncryptedBackendProvider.DRIVER + ":");
        return new SqliteFixture("SQLite in an encrypted file", url, plain.folder);
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
        return folder != null && url.contains(":" + EncryptedBackendProvider.DRIVER + ":")
                ? new SqliteConnectionFactory(EncryptedBackendProvider.options(folder.resolve(FILE)))
                : ConnectionFactories.get(url);
    }

    /** A database in memory went with its last user. */
    @Override
    public void close() {
        if (folder != null) {
            delete(folder);
        }
    }

    /** Also the log and the index of the log, where a test left them behind. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
