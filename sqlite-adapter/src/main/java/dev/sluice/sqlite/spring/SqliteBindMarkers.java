package dev.sluice.sqlite.spring;

import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.binding.BindMarkersFactory;
import org.springframework.r2dbc.core.binding.BindMarkersFactoryResolver.BindMarkerFactoryProvider;

/**
 * Tells Spring's DatabaseClient how to spell parameters for SQLite. Numbers rather than question marks, so that a named
 * parameter that stands twice in a statement is bound once.
 */
final class SqliteBindMarkers implements BindMarkerFactoryProvider {

    private static final BindMarkersFactory NUMBERED = BindMarkersFactory.indexed("?", 1);

    /** Answers by the product's name, which pools and proxies pass on; null, as Spring asks, for another product. */
    @Override
    public @Nullable BindMarkersFactory getBindMarkers(ConnectionFactory connectionFactory) {
        boolean ours = "SQLite".equals(connectionFactory.getMetadata().getName());
        return ours ? NUMBERED : null;
    }
}
