package dev.sluice.sqlite;

import dev.sluice.error.Printable;
import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.LeakWatch.Origin;
import dev.sluice.sqlite.engine.Engine;
import dev.sluice.sqlite.engine.EngineRegistry;
import dev.sluice.sqlite.engine.EngineStats;
import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Connections to one SQLite database. The file is opened by the first connection and shared by all factories of this JVM
 * that name it; connections are logical and cost nothing, so that no pool is needed.
 */
public final class SqliteConnectionFactory implements ConnectionFactory, Closeable {

    private final Opening opening;
    private final LeakWatch leaks;
    private final Plan.Cache plans = new Plan.Cache(1024);

    /** Creates a factory that has opened nothing yet. */
    public SqliteConnectionFactory(SqliteOptions options) {
        this(options, LeakWatch.of(options.get(CoreSettings.LEAK_DETECTION_THRESHOLD), Schedulers.parallel()));
    }

    /** @param leaks watches connections that are not closed and transactions that are not ended */
    SqliteConnectionFactory(SqliteOptions options, LeakWatch leaks) {
        this.opening = new Opening(options);
        this.leaks = leaks;
    }

    /** Cold. Opens the database if need be and emits a connection; fails when the file cannot be used, with the remedy. */
    @Override
    public Mono<Connection> create() {
        Origin here = connectionHere();
        return opening.engine().map(engine -> new SqliteConnection(opening, plans, false, leaks, here));
    }

    /**
     * Cold. Emits a connection that may become an exclusive session: with the first statement that needs the writing
     * connection for itself (raw BEGIN, ATTACH, temporary objects, PRAGMAs that set something) it waits for its turn,
     * holds that connection until it is closed, and then undoes what was changed. Meanwhile nobody else writes; a session
     * without a command for longer than {@code idleInTransactionTimeout} is ended.
     */
    public Mono<Connection> session() {
        Origin here = connectionHere();
        return opening.engine()
                .map(engine ->
                        new SessionConnection(opening, new SqliteConnection(opening, plans, false, leaks, here)));
    }

    private @Nullable Origin connectionHere() {
        return leaks.here(() -> "The connection to "
                + Printable.escape(opening.options().location().name()));
    }

    /** The connection for autocommit statements that any number of callers share; opens the database when it is used. */
    Connection shared() {
        return new SqliteConnection(opening, plans, true, LeakWatch.OFF, null);
    }

    /**
     * Whether the file cannot be read without a key, as SQLite finds by trying. Cold. Opens the database if need be; looks
     * at the file on a thread that may block. False in memory.
     */
    public Mono<Boolean> isEncrypted() {
        return opening.engine()
                .flatMap(engine ->
                        EngineRegistry.shared().isEncrypted(opening.options().location()));
    }

    /** What the database does now and has done since it was opened; all zero while it is not open. Runs no SQL. */
    public SqliteStats stats() {
        return SqliteStats.of(opening.current().map(Engine::stats).orElse(EngineStats.NONE));
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
