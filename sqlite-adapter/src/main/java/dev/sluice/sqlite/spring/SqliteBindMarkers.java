package dev.sluice.sqlite.spring;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.binding.BindMarkersFactory;
import org.springframework.r2dbc.core.binding.BindMarkersFactoryResolver.BindMarkerFactoryProvider;

/** Tells Spring's DatabaseClient how to spell parameters for SQLite. */
final class SqliteBindMarkers implements BindMarkerFactoryProvider {

    static final String PRODUCT = "SQLite";

    /** Numbers rather than question marks, so that a named parameter that stands twice is bound once. */
    static final BindMarkersFactory NUMBERED = BindMarkersFactory.indexed("?", 1);

    /** True for the driver's factory, also behind a pool or proxy: those pass on the product's name. */
    static boolean isSqlite(ConnectionFactory connectionFactory) {
        return connectionFactory.getMetadata().getName().equals(PRODUCT);
    }

    /** Null, as Spring asks, for another product. */
    @Override
    public @Nullable BindMarkersFactory getBindMarkers(ConnectionFactory connectionFactory) {
        return isSqlite(connectionFactory) ? NUMBERED : null;
    }
}
