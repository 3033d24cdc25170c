package dev.sluice.sqlite.spring;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Optional;
import org.springframework.data.r2dbc.dialect.DialectResolver.R2dbcDialectProvider;
import org.springframework.data.r2dbc.dialect.R2dbcDialect;

/** Tells Spring Data which SQL this driver takes. */
final class SqliteDialectProvider implements R2dbcDialectProvider {

    @Override
    public Optional<R2dbcDialect> getDialect(ConnectionFactory connectionFactory) {
        return SqliteBindMarkers.isSqlite(connectionFactory) ? Optional.of(new SqliteDataDialect()) : Optional.empty();
    }
}
