package dev.sluice.sqlite;

import dev.sluice.spi.Access;
import dev.sluice.spi.Backend;
import dev.sluice.spi.Capability;
import dev.sluice.spi.Dialect;
import dev.sluice.spi.FailureClassifier;
import dev.sluice.spi.HealthProbe;
import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.PoolStats;
import dev.sluice.sqlite.engine.DatabaseLocation;
import dev.sluice.sqlite.engine.Engine;
import dev.sluice.sqlite.engine.EngineStats;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A SQLite database behind a {@code Database}. Connections are logical, so that autocommit statements need no lease. */
final class SqliteBackend implements Backend {

    private final SqliteConnectionFactory factory;
    private final Opening opening;
    private final Connection shared;
    private final FailureClassifier failures = new SqliteClassifier();
    private final Dialect guess;
    private volatile @Nullable Dialect dialect;

    SqliteBackend(SqliteOptions options) {
        // The Database itself watches what it leases, and knows better who asked for it.
        this.factory = new SqliteConnectionFactory(options, LeakWatch.OFF);
        this.opening = factory.opening();
        this.shared = factory.shared();
        this.guess = new SqliteDialect(!options.wantsSingleConnection(), true);
    }

    @Override
    public String name() {
        return "sqlite " + opening.options().location().name();
    }

    @Override
    public Dialect dialect() {
        Dialect known = dialect;
        if (known != null) {
            return known;
        }
        Engine engine = opening.current().orElse(null);
        if (engine == null) {
            return guess;
        }
        Dialect asked = new SqliteDialect(!engine.isSingleConnection(), !engine.takesUnknownNamesForStrings());
        dialect = asked;
        return asked;
    }

    @Override
    public FailureClassifier failures() {
        return failures;
    }

    @Override
    public Mono<Void> connect() {
        return opening.engine().then();
    }

    @Override
    public Mono<Connection> acquire(Access access) {
        return access == Access.SESSION ? factory.session() : factory.create();
    }

    @Override
    public Optional<Connection> shared(Access access) {
        return Optional.of(shared);
    }

    @Override
    public Mono<Connection> dedicated() {
        return factory.session();
    }

    @Override
    public boolean limit(Statement statement, Duration timeout) {
        if (statement instanceof SqliteStatement own) {
            own.limit(timeout);
            return true;
        }
        return false;
    }

    @Override
    public void label(Statement statement, String tag) {
        if (statement instanceof SqliteStatement own) {
            own.label(tag);
        }
    }

    @Override
    public PoolStats stats() {
        int max = 1 + opening.options().engine().readers();
        EngineStats now = opening.current().map(Engine::stats).orElse(EngineStats.NONE);
        return new PoolStats(
                now.total(),
                now.active(),
                now.idle(),
                now.queued(),
                max,
                now.acquired(),
                now.released(),
                now.timeouts(),
                now.errors());
    }

    @Override
    public Flux<HealthProbe> health() {
        return Flux.concat(
                probe("connected", "SELECT 1", "1"),
                file(),
                journal(),
                probe(
                        "foreignKeys",
                        "PRAGMA foreign_keys",
                        opening.options().get(SqliteOptions.FOREIGN_KEYS) ? "1" : "0"),
                size());
    }

    /** Which journal there is. One may be asked for, and not be had: then transactions are safe, but keep readers waiting. */
    private Mono<HealthProbe> journal() {
        SqliteOptions options = opening.options();
        boolean wantsLog = !options.wantsSingleConnection() && !options.get(SqliteOptions.READ_ONLY);
        return wantsLog ? probe("wal", "PRAGMA journal_mode", "wal") : probe("journal", "PRAGMA journal_mode", null);
    }

    /** @param healthy the one healthy answer; null when each is */
    private Mono<HealthProbe> probe(String name, String sql, @Nullable String healthy) {
        return ask(sql).map(answer -> new HealthProbe(name, healthy == null || answer.equals(healthy), answer))
                .onErrorResume(failure -> Mono.just(
                        new HealthProbe(name, false, failure.getClass().getSimpleName())));
    }

    /** Whether the file that was opened is still in its place. */
    private Flux<HealthProbe> file() {
        if (!(opening.options().location() instanceof DatabaseLocation.InFile)) {
            return Flux.empty();
        }
        return Flux.defer(() -> {
            boolean inPlace = opening.current().map(Engine::isInPlace).orElse(false);
            return Flux.just(new HealthProbe(
                    "file", inPlace, inPlace ? "in its place" : "moved, deleted or replaced while open"));
        });
    }

    private Mono<HealthProbe> size() {
        return ask("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
                .map(bytes -> new HealthProbe("sizeMegabytes", true, String.valueOf(Long.parseLong(bytes) >> 20)))
                .onErrorResume(failure -> Mono.just(new HealthProbe(
                        "sizeMegabytes", false, failure.getClass().getSimpleName())));
    }

    private Mono<String> ask(String sql) {
        return Flux.from(shared.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                .next();
    }

    @Override
    public <T extends Capability> Optional<T> capability(Class<T> type) {
        return type == SqliteInsight.class ? Optional.of(type.cast(new Insight(factory))) : Optional.empty();
    }

    @Override
    public Mono<Void> close(Duration grace) {
        return opening.close(grace);
    }

    private record Insight(SqliteConnectionFactory factory) implements SqliteInsight {

        @Override
        public SqliteStats stats() {
            return factory.stats();
        }

        @Override
        public Mono<Boolean> isEncrypted() {
            return factory.isEncrypted();
        }
    }
}
