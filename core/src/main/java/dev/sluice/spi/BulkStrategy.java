package dev.sluice.spi;

import dev.sluice.sql.ParsedSql;
import io.r2dbc.spi.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** How a backend runs one statement with many sets of values, inside a transaction that is already open. */
@FunctionalInterface
public interface BulkStrategy {

    /**
     * Runs the statement once for each set of values.
     *
     * @param connection in a transaction; the strategy must not begin, commit or close
     * @param sql the statement
     * @param rows encoded values in the order of the statement's parameters; never empty
     * @return cold; emits the number of rows changed, once
     */
    Publisher<Long> execute(Connection connection, ParsedSql sql, List<@Nullable Object[]> rows);
}
