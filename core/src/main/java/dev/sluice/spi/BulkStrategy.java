package dev.sluice.spi;

import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.RenderedSql;
import dev.sluice.sql.Rendering;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** How a backend runs one statement with many sets of values, inside a transaction that is already open. */
@FunctionalInterface
public interface BulkStrategy {

    /**
     * Runs the statement once for each set of values.
     *
     * @param connection in a transaction; the strategy must not begin, commit or close
     * @param sql the statement
     * @param rows encoded values in the order of the statement's parameters; never empty, no nulls
     * @return cold; emits numbers of rows changed, which add up
     */
    Publisher<Long> execute(Connection connection, ParsedSql sql, List<Object[]> rows);

    /** The driver's own batches, {@code Statement.add()}: correct everywhere. */
    static BulkStrategy batches(Rendering rendering) {
        return (connection, sql, rows) -> Flux.defer(() -> {
            Statement statement = connection.createStatement(
                    rendered(sql, rows.get(0), rendering).sql());
            for (int row = 0; row < rows.size(); row++) {
                if (row > 0) {
                    statement.add();
                }
                bind(statement, rendered(sql, rows.get(row), rendering).values());
            }
            return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated);
        });
    }

    private static RenderedSql rendered(ParsedSql sql, Object[] values, Rendering rendering) {
        return sql.render(Arrays.asList(values), rendering, Integer.MAX_VALUE);
    }

    private static void bind(Statement statement, List<@Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            statement.bind(i, Objects.requireNonNull(values.get(i)));
        }
    }
}
