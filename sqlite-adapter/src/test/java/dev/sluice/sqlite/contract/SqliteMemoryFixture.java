package dev.sluice.sqlite.contract;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.DatabaseOptions;
import dev.sluice.testkit.contract.BackendFixture;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;

/** SQLite in memory; the database goes with its last user. */
final class SqliteMemoryFixture implements BackendFixture {

    private final String url = "r2dbc:sqlite:mem:///contract-" + UUID.randomUUID();

    @Override
    public String name() {
        return "SQLite in memory";
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
        // Nothing is left of it.
    }
}
