package dev.sluice;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A statement with its values, not yet run. Immutable: every method returns another query. Values never appear in
 * messages or logs.
 *
 * <p>Parameters are {@code ?} or {@code :name} on every backend, never mixed; a literal question mark is {@code ??}. A
 * collection in {@code IN (:ids)} expands, also when it is empty.
 */
public interface Query {

    /**
     * Binds a value to a name.
     *
     * @throws dev.sluice.error.ParameterException when the statement has no such parameter
     */
    Query bind(String name, @Nullable Object value);

    /**
     * Binds a value to the {@code ?} with this index, from 0.
     *
     * @throws dev.sluice.error.ParameterException when the statement has no such parameter
     */
    Query bind(int index, @Nullable Object value);

    /**
     * Binds all {@code ?} in order. The array is copied; a null in its place binds one null.
     *
     * @throws dev.sluice.error.ParameterException when there are more or fewer values than parameters
     */
    Query bindValues(@Nullable Object @Nullable ... values);

    /** Binds a null of this type; {@code bind(name, null)} does where the backend infers the type. */
    Query bindNull(String name, Class<?> type);

    /** Binds a null of this type to the {@code ?} with this index, from 0. */
    Query bindNull(int index, Class<?> type);

    /**
     * Binds every parameter that is still unbound to the property of that name: of a record, a bean or a {@link Map}.
     *
     * @throws dev.sluice.error.ParameterException when there is no such property
     */
    Query bindAll(Object source);

    /**
     * Bounds how long the statement may run; default is the Database's, zero disables. Waiting for demand does not count
     * where the driver can tell. Then it fails with {@link dev.sluice.error.QueryTimeoutException}.
     */
    Query timeout(Duration timeout);

    /** Names the statement in metrics, logs and messages. */
    Query tag(String tag);

    /** Hints how many rows the driver fetches at once from the server; for streams. Default is the driver's choice. */
    Query fetchSize(int rows);

    /**
     * Promises that the statement only reads, although its text does not show it: it may run on a reader or replica, and
     * is run again when the connection was lost.
     */
    Query readOnly();

    /** Reads rows as records, classes with one public constructor, scalars (one column) or {@link Map}. */
    <T> Rows<T> as(Class<T> type);

    /** Reads rows with a function; the row is valid only during the call and the function returns no null. */
    <T> Rows<T> map(Function<? super Readable, ? extends T> mapper);

    /** Reads rows as maps from column label to value, in the order of the columns. */
    Rows<Map<String, @Nullable Object>> asMap();

    /** Runs a write and reads generated columns of the rows it wrote: {@code returning(Long.class, "id")}. */
    <T> Rows<T> returning(Class<T> type, String... columns);

    /** Runs the statement and emits how many rows it changed, once; 0 for statements that change none. */
    Mono<Long> rowsUpdated();
}
