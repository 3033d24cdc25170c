package dev.sluice.sqlite;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements of a test on a connection of the driver. Cold. */
public final class TestStatements {

    private TestStatements() {}

    /** Runs a statement and emits how many rows it changed. */
    public static Mono<Long> changed(Connection connection, String sql, Object... values) {
        return Flux.defer(() -> bound(connection.createStatement(sql), values).execute())
                .concatMap(Result::getRowsUpdated)
                .reduce(0L, Long::sum);
    }

    /** Runs a query and emits its first column. */
    public static <T> Flux<T> rows(Connection connection, Class<T> type, String sql, Object... values) {
        return Flux.defer(() -> bound(connection.createStatement(sql), values).execute())
                .concatMap(result -> result.map(row -> row.get(0, type)));
    }

    private static Statement bound(Statement statement, Object... values) {
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return statement;
    }
}
