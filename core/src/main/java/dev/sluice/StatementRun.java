package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.MappingException;
import dev.sluice.error.ParameterException;
import dev.sluice.error.QueryTimeoutException;
import dev.sluice.spi.Dialect;
import dev.sluice.sql.RenderedSql;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One run of one statement on one connection, for one subscriber. Used by one thread at a time, as the driver's signals
 * are.
 *
 * @param <T> what it emits
 */
final class StatementRun<T> {

    private static final Logger LOG = LoggerFactory.getLogger("dev.sluice.sql");

    private final Client client;
    private final DefaultQuery query;
    private final ResultReader<T> reader;
    private final StatementReport report;
    private boolean wasSent;
    private long rows;

    StatementRun(Client client, DefaultQuery query, ResultReader<T> reader) {
        this.client = client;
        this.query = query;
        this.reader = reader;
        this.report = new StatementReport(client, query, this::rows, this::translate);
    }

    /** Sends the statement when subscribed to. Whatever is wrong with values or text fails before anything is sent. */
    Flux<T> on(Connection connection) {
        return new Ending<>(Flux.defer(() -> sent(prepare(connection))), report);
    }

    private Flux<T> sent(Statement statement) {
        Flux<T> all = Flux.<Result>from(statement.execute()).concatMap(this::read, 1);
        wasSent = true;
        return limited(statement, all);
    }

    private Statement prepare(Connection connection) {
        Dialect dialect = client.backend.dialect();
        RenderedSql rendered = query.render(dialect);
        if (client.settings.echo()) {
            LOG.info("{}", rendered.sql());
        }
        Statement statement = connection.createStatement(rendered.sql());
        List<@Nullable Object> values = rendered.values();
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i, values.get(i), dialect);
        }
        query.applyTo(statement);
        String tag = query.label();
        if (tag != null) {
            client.backend.label(statement, tag);
        }
        return statement;
    }

    private void bind(Statement statement, int index, @Nullable Object value, Dialect dialect) {
        Object bound = Encoding.bound(value, dialect);
        try {
            statement.bind(index, bound);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ParameterException(
                    Integer.toString(index),
                    "Parameter " + (index + 1) + " of class " + bound.getClass().getName()
                            + " cannot be bound on this backend; convert it or register a converter",
                    details(),
                    e);
        }
    }

    private Flux<T> limited(Statement statement, Flux<T> all) {
        Duration timeout = query.effectiveTimeout(client.settings.statementTimeout());
        if (timeout.isZero() || client.backend.limit(statement, timeout)) {
            return all;
        }
        return all.timeout(
                Mono.delay(timeout, client.environment.timer()),
                row -> Mono.never(),
                Flux.error(() -> timedOut(timeout)));
    }

    private QueryTimeoutException timedOut(Duration timeout) {
        return new QueryTimeoutException(
                "The statement had no answer after " + timeout.toMillis() + " ms; make it faster or raise the limit "
                        + "(Query.timeout, or the setting statementTimeout)" + query.describe(),
                new ErrorDetails("57014", 0, query.text(), query.label()),
                null);
    }

    private Publisher<T> read(Result result) {
        return reader.read(result, this);
    }

    /** Counts a row and returns its number, from 1. */
    long nextRow() {
        return ++rows;
    }

    /** Counts rows changed, for the report. */
    void changed(long count) {
        rows += count;
    }

    long rows() {
        return rows;
    }

    /** True once the driver had the statement: from then on a write may have been stored. */
    boolean wasSent() {
        return wasSent;
    }

    private Throwable translate(Throwable error) {
        if (error instanceof MappingException mapping && mapping.statement().isEmpty()) {
            return new MappingException(
                    mapping.getMessage() + query.describe(),
                    mapping.column(),
                    mapping.row(),
                    details(),
                    mapping.getCause());
        }
        return client.errors.translate(error, query.text(), query.label());
    }

    ErrorDetails details() {
        return ErrorDetails.NONE.withStatement(query.text(), query.label());
    }
}
