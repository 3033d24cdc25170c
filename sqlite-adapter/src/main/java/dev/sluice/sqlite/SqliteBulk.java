package dev.sluice.sqlite;

import dev.sluice.spi.BulkStrategy;
import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.Rendering;
import dev.sluice.sqlite.engine.Call;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs a chunk of rows as one unit of the writer, with one answer for all; each prepared statement is bound and stepped
 * for as many rows as it takes. Rows with collections, which change the text from row to row, and with content still to be read go by the
 * driver's batches.
 */
final class SqliteBulk implements BulkStrategy {

    private final BulkStrategy batches;

    SqliteBulk(Rendering rendering) {
        this.batches = BulkStrategy.batches(rendering);
    }

    @Override
    public Publisher<Long> execute(Connection connection, ParsedSql sql, List<Object[]> rows) {
        if (!(connection instanceof SqliteConnection own)) {
            return batches.execute(connection, sql, rows);
        }
        return Flux.defer(() -> {
            Plan plan = own.plan(sql.sql());
            RowBlocks blocks = plan.rowBlocks();
            List<@Nullable Object[]> sets = blocks == null ? null : stored(rows);
            return blocks == null || sets == null
                    ? batches.execute(connection, sql, rows)
                    : bulk(own, plan, blocks.calls(sets));
        });
    }

    private static Mono<Long> bulk(SqliteConnection connection, Plan plan, List<Call> calls) {
        return connection
                .run(plan, Calls.of(calls), null)
                .concatMap(SqliteResult::getRowsUpdated)
                .reduce(0L, Long::sum);
    }

    /** The values as SQLite stores them; null when one of them is no single value yet. */
    private static @Nullable List<@Nullable Object[]> stored(List<Object[]> rows) {
        List<@Nullable Object[]> sets = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            @Nullable Object[] values = new @Nullable Object[row.length];
            for (int i = 0; i < row.length; i++) {
                if (row[i] instanceof Collection) {
                    return null;
                }
                Object value = Encoder.encode(row[i]);
                if (Bindings.isStreamed(value)) {
                    return null;
                }
                values[i] = value;
            }
            sets.add(values);
        }
        return sets;
    }
}
