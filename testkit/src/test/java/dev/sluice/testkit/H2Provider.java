package dev.sluice.testkit;

import dev.sluice.generic.GenericBackend;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.spi.Backend;
import dev.sluice.spi.BackendProvider;
import dev.sluice.spi.Environment;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves {@code r2dbc:h2:mem:///name}, so that the fixtures can be tried without an adapter. */
public final class H2Provider implements BackendProvider {

    static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    public boolean supports(DatabaseUrl url) {
        return url.driver().equals("h2");
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of();
    }

    @Override
    public Backend open(DatabaseUrl url, Settings settings, Environment environment) {
        OPENED.incrementAndGet();
        return new GenericBackend(new H2ConnectionFactory(H2ConnectionConfiguration.builder()
                .inMemory(url.database())
                .property("DB_CLOSE_DELAY", "-1")
                .build()));
    }
}
