package dev.sluice.sqlite;

import dev.sluice.settings.CoreSettings;
import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;

/**
 * Connections to one SQLite database. The file is opened by the first connection and shared by all factories of this JVM
 * that name it; connections are logical and cost nothing, so that no pool is needed.
 */
public final class SqliteConnectionFactory implements ConnectionFactory, Closeable {

    private final Opening opening;
    private final Plan.Cache plans = new Plan.Cache(1024);

    /** Creates a factory that has opened nothing yet. */
    public SqliteConnectionFactory(SqliteOptions options) {
        this.opening = new Opening(options);
    }

    /** Cold. Opens the database if need be and emits a connection; fails when the file cannot be used, with the remedy. */
    @Override
    public Mono<Connection> create() {
        return opening.engine().map(engine -> new SqliteConnection(opening, plans, false));
    }

    /**
     * Cold. Emits a connection that may become an exclusive session: with the first statement that needs the writing
     * connection for itself (raw BEGIN, ATTACH, temporary objects, PRAGMAs that set something) it waits for its turn,
     * holds that connection until it is closed, and then undoes what was changed. Meanwhile nobody else writes; a session
     * without a command for longer than {@code idleInTransactionTimeout} is ended.
     */
    public Mono<Connection> session() {
        return opening.engine()
                .map(engine -> new SessionConnection(opening, new SqliteConnection(opening, plans, false)));
    }

    /** The connection for autocommit statements that any number of callers share; opens the database when it is used. */
    Connection shared() {
        return new SqliteConnection(opening, plans, true);
    }

    Opening opening() {
        return opening;
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return () -> "SQLite";
    }

    /**
     * Refuses new work, waits for what is running up to {@code closeTimeout}, then ends it. The database itself is closed
     * by the last factory that uses it.
     */
    @Override
    public Mono<Void> close() {
        return opening.close(opening.options().get(CoreSettings.CLOSE_TIMEOUT));
    }
}
