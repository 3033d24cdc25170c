package dev.sluice.sqlite.contract;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.DatabaseOptions;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.testkit.contract.BackendFixture;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** SQLite in a file of its own. */
final class SqliteFileFixture implements BackendFixture {

    private final Path folder = createFolder();
    private final String url = DatabaseUrl.ofFile(folder.resolve("contract.db").toString()).toString();

    private static Path createFolder() {
        try {
            return Files.createTempDirectory("sluice-contract-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "SQLite in a file";
    }

    @Override
    public DatabaseBuilder builder() {
        return Database.builder(DatabaseOptions.of(url));
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return ConnectionFactories.get(url);
    }

    @Override
    public Map<String, String> deviations() {
        return Map.of("temporaryTableNeedsWithConnection", "temporary objects are refused, for want of an exclusive session");
    }

    @Override
    public void close() {
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
