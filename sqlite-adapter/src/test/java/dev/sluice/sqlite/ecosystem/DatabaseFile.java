package dev.sluice.sqlite.ecosystem;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.Synchronous;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A SQLite file of a test, looked at past the library under test. */
final class DatabaseFile implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SqliteConnectionFactory factory;

    DatabaseFile(Path folder) {
        // What is tested is no matter of durability, so that nothing need wait for the disk.
        factory = new SqliteConnectionFactory(
                SqliteOptions.file(folder.resolve("ecosystem.db")).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL));
    }

    SqliteConnectionFactory factory() {
        return factory;
    }

    void run(String sql) {
        onConnection(connection -> Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then(Mono.just(List.of())));
    }

    <T> List<T> query(Class<T> type, String sql) {
        return onConnection(connection -> Flux.from(
                        connection.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> row.get(0, type)))
                .collectList());
    }

    private <T> List<T> onConnection(java.util.function.Function<Connection, Mono<List<T>>> work) {
        return Mono.usingWhen(factory.create(), work, Connection::close).block(PATIENCE);
    }

    @Override
    public void close() {
        factory.close().block(PATIENCE);
    }
}
