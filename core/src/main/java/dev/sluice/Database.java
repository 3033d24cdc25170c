package dev.sluice;

import dev.sluice.spi.Capability;
import dev.sluice.spi.Dialect;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A database: an embedded SQLite file, PostgreSQL, a CockroachDB cluster, or whatever an R2DBC driver reaches. Safe for
 * all threads; open one per database and close it at the end.
 *
 * <p>Every publisher is cold: nothing is sent before subscription and each subscription runs the work again. No method
 * blocks. Values arrive on the driver's threads; blocking on them fails.
 *
 * <p>A transaction lives in the Reactor Context under this instance: whatever uses the same Database inside
 * {@link #inTransaction} takes part in it.
 */
public interface Database {

    /**
     * Returns a database for a URL such as {@code r2dbc:sqlite:file:///app.db}. Checks options without I/O; the file or
     * host is reached by {@link #connect()} or by first use.
     *
     * @throws dev.sluice.error.ConfigurationException when the URL or a setting cannot be used, or no adapter serves it
     */
    static Database open(String url) {
        return open(DatabaseOptions.of(url));
    }

    /**
     * Returns a database for these options.
     *
     * @throws dev.sluice.error.ConfigurationException when a setting cannot be used, or no adapter serves the URL
     */
    static Database open(DatabaseOptions options) {
        return builder(options).open();
    }

    /** Returns a database over any R2DBC driver or pool; closing it closes the factory when that is closeable. */
    static Database of(ConnectionFactory factory) {
        return builder(factory).open();
    }

    /** Starts a database for these options, with converters, listeners and more. */
    static DatabaseBuilder builder(DatabaseOptions options) {
        return new DatabaseBuilder(options, null);
    }

    /** Starts a database over any R2DBC driver or pool, with converters, listeners and more. */
    static DatabaseBuilder builder(ConnectionFactory factory) {
        return new DatabaseBuilder(null, factory);
    }

    /** Opens a database, runs the work, and closes it whatever the outcome. For scripts. */
    static <T> Flux<T> using(String url, Function<? super Database, ? extends Publisher<T>> work) {
        return using(DatabaseOptions.of(url), work);
    }

    /** Opens a database, runs the work, and closes it whatever the outcome. For scripts. */
    static <T> Flux<T> using(DatabaseOptions options, Function<? super Database, ? extends Publisher<T>> work) {
        return Flux.usingWhen(Mono.fromCallable(() -> open(options)), work, Database::close);
    }

    /** Starts a query; see {@link Query}. */
    Query sql(String sql);

    /** Runs a statement with positional values and emits how many rows it changed. */
    default Mono<Long> execute(String sql, @Nullable Object @Nullable ... values) {
        return Mono.defer(() -> bound(sql, values).rowsUpdated());
    }

    /** Emits the only row, or nothing; fails when there are more. */
    default <T> Mono<T> fetchOne(Class<T> type, String sql, @Nullable Object @Nullable ... values) {
        return Mono.defer(() -> bound(sql, values).as(type).one());
    }

    /** Emits all rows, honouring demand. */
    default <T> Flux<T> fetchAll(Class<T> type, String sql, @Nullable Object @Nullable ... values) {
        return Flux.defer(() -> bound(sql, values).as(type).all());
    }

    /** Emits the first column of the only row; nothing when there is no row or it is null. */
    default <T> Mono<T> fetchValue(Class<T> type, String sql, @Nullable Object @Nullable ... values) {
        return fetchOne(type, sql, values);
    }

    /** Emits all rows as maps from column label to value. */
    default Flux<Map<String, @Nullable Object>> fetchAll(String sql, @Nullable Object @Nullable ... values) {
        return Flux.defer(() -> bound(sql, values).asMap().all());
    }

    /**
     * Runs a statement for each row of values in one transaction and emits how many rows changed. A row is an array or
     * list (positional), a record, bean or map (named), or a scalar (one parameter). The rows are iterated again when the
     * transaction is retried.
     */
    Mono<Long> executeMany(String sql, Iterable<?> rows);

    /**
     * Runs a statement for each row of values with a transaction per chunk (setting {@code bulkChunk}), and emits a result
     * for each committed chunk. The publisher is subscribed once and asked for one chunk at a time. Fails with
     * {@link dev.sluice.error.BulkException}, which carries how many rows were committed and which are unknown. Inside a
     * transaction the chunks join it.
     */
    Flux<ChunkResult> executeMany(String sql, Publisher<?> rows);

    /** Runs the body in a transaction with {@link TransactionOptions#DEFAULT}. */
    default <T> Mono<T> inTransaction(Function<? super Transaction, ? extends Mono<T>> body) {
        return inTransaction(TransactionOptions.DEFAULT, body);
    }

    /**
     * Runs the body in a transaction, commits when it completes, and emits its value after that. An error or cancellation
     * rolls back, and the connection is given back only then. After a failure that undid everything (serialization
     * failure, lost connection before COMMIT) the body runs again, so it must not have effects outside the database.
     *
     * <p>Once COMMIT is sent, cancelling no longer interrupts it: it is answered, or given up after 5 s, and hooks of
     * {@link Transaction#afterCommit} run.
     *
     * <p>A body that joins an open transaction takes part in that one's isolation, deadline and retry; its failure, even
     * when swallowed, makes the whole roll back. NESTED undoes only its own part.
     *
     * <p>An error of the body that no statement of this Database caused is passed on unchanged and never run again. Fails
     * with {@link dev.sluice.error.AmbiguousCommitException} when nobody knows whether the commit succeeded, and
     * with {@link dev.sluice.error.TransactionTimeoutException} when the deadline passes before COMMIT.
     */
    <T> Mono<T> inTransaction(TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body);

    /**
     * Streams from inside one transaction that is never retried, because its values are emitted before the commit. A
     * failed commit is an error after them. Cancelling before its end, as {@code take} does, rolls back. Only a timeout
     * given in the options bounds it, not the Database's deadline. Inside an open transaction it joins, and then failing
     * or being cancelled half-way makes the whole roll back.
     */
    <T> Flux<T> streamInTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends Publisher<T>> body);

    /**
     * Lends the raw R2DBC connection: that of the open transaction, or one of its own in autocommit, given back after the
     * publisher ends. It must not be closed, and its transaction must not be ended, by the borrower.
     */
    <T> Flux<T> withConnection(Function<? super Connection, ? extends Publisher<T>> work);

    /** Reaches the file or host; fails when it cannot be used. Optional: first use does it, too. */
    Mono<Void> connect();

    /** Asks the database how it is. A database that cannot be reached is an unhealthy answer, not an error. */
    Mono<Health> health();

    /** What happened so far. Reads counters only. */
    Stats stats();

    /** How this backend's SQL differs. */
    Dialect dialect();

    /**
     * Something this backend can do beyond the common.
     *
     * @throws dev.sluice.error.UnsupportedFeatureException when it cannot
     */
    <T extends Capability> T capability(Class<T> type);

    /** Closes with the setting {@code closeTimeout} as grace. */
    Mono<Void> close();

    /**
     * Refuses new work, waits up to {@code grace} for what is running, then ends and rolls back the rest and releases
     * everything. Completes when that is done; idempotent.
     */
    Mono<Void> close(Duration grace);

    private Query bound(String sql, @Nullable Object @Nullable [] values) {
        return sql(sql).bindValues(values);
    }
}
