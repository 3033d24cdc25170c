package dev.sluice.testkit.contract;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.testkit.Await;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** H2 in memory, behind the backend for any R2DBC driver. */
final class H2Fixture implements BackendFixture {

    private final ConnectionFactory factory = new H2ConnectionFactory(H2ConnectionConfiguration.builder()
            .inMemory("contract-" + UUID.randomUUID())
            .property("DB_CLOSE_DELAY", "-1")
            .build());

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public DatabaseBuilder builder() {
        return Database.builder(factory);
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public Map<String, String> deviations() {
        return Map.of(
                "ordersTextByCodePoint", "orders by UTF-16 unit, so that code points above FFFF come before U+E000",
                "upsertReturnsRowAndCount", "has MERGE instead of ON CONFLICT",
                "temporaryTableNeedsWithConnection", "a TEMPORARY table is visible to other connections unless LOCAL",
                "writeSkewPrevented", "SERIALIZABLE is snapshot isolation",
                "ddlRollsBackOrIsRefused", "DDL commits what came before it");
    }

    @Override
    public void close() {
        Await.value(Mono.from(factory.create()).flatMap(H2Fixture::shutDown));
    }

    private static Mono<Void> shutDown(Connection connection) {
        return Flux.from(connection.createStatement("SHUTDOWN").execute()).then();
    }
}
