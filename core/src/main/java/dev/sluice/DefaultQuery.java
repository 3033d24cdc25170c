package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import dev.sluice.error.Printable;
import dev.sluice.mapping.Mapper;
import dev.sluice.spi.Dialect;
import dev.sluice.sql.ParameterStyle;
import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.RenderedSql;
import dev.sluice.sql.StatementInfo;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement with the values bound so far. */
final class DefaultQuery implements Query {

    private static final Object UNBOUND = new Object();

    private final Client client;
    private final ParsedSql sql;
    private final @Nullable Object[] values;
    private final Hints hints;

    private DefaultQuery(Client client, ParsedSql sql, @Nullable Object[] values, Hints hints) {
        this.client = client;
        this.sql = sql;
        this.values = values;
        this.hints = hints;
    }

    static DefaultQuery of(Client client, String text) {
        ParsedSql sql = client.statements.get(text);
        var values = new @Nullable Object[sql.parameterCount()];
        Arrays.fill(values, UNBOUND);
        return new DefaultQuery(client, sql, values, Hints.NONE);
    }

    @Override
    public Query bind(String name, @Nullable Object value) {
        int position = sql.names().indexOf(name);
        if (position < 0) {
            throw wrong(name, "The statement has no parameter :" + name + "; it has " + parameters());
        }
        return with(position, value);
    }

    @Override
    public Query bind(int index, @Nullable Object value) {
        if (sql.style() == ParameterStyle.NAMED || index < 0 || index >= values.length) {
            throw wrong(
                    Integer.toString(index),
                    "The statement has no positional parameter " + index + "; it has " + parameters());
        }
        return with(index, value);
    }

    @Override
    public Query bindValues(@Nullable Object @Nullable ... values) {
        // A bare null in place of the varargs is one null value to everyone but the compiler.
        @Nullable Object[] given = values == null ? new @Nullable Object[1] : values;
        if (sql.style() == ParameterStyle.NAMED || given.length != this.values.length) {
            throw wrong(
                    Integer.toString(Math.min(given.length, this.values.length)),
                    given.length + " positional values were given, but the statement has " + parameters());
        }
        return new DefaultQuery(client, sql, given.clone(), hints);
    }

    @Override
    public Query bindNull(String name, Class<?> type) {
        return bind(name, new Encoding.TypedNull(type));
    }

    @Override
    public Query bindNull(int index, Class<?> type) {
        return bind(index, new Encoding.TypedNull(type));
    }

    @Override
    public Query bindAll(Object source) {
        return new DefaultQuery(client, sql, named(source, values), hints);
    }

    /** The values of a row of a bulk operation, in the order of the parameters. */
    @Nullable
    Object[] row(Object source) {
        if (sql.style() == ParameterStyle.NAMED) {
            return named(source, values);
        }
        @Nullable
        Object[] given = source instanceof Object[] array
                ? array
                : source instanceof List<?> list ? list.toArray() : new @Nullable Object[] {source};
        if (given.length != values.length) {
            throw wrong(
                    Integer.toString(Math.min(given.length, values.length)),
                    "A row has " + given.length + " values, but the statement has " + parameters());
        }
        return given;
    }

    private @Nullable Object[] named(Object source, @Nullable Object[] before) {
        Objects.requireNonNull(source, "source");
        if (sql.style() == ParameterStyle.POSITIONAL) {
            throw wrong("0", "Properties bind to :name parameters, but the statement has " + parameters());
        }
        @Nullable Object[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            if (after[i] == UNBOUND) {
                String name = sql.names().get(i);
                after[i] = property(source, name);
            }
        }
        return after;
    }

    private Object property(Object source, String name) {
        Mapper.Property property = client.mapper
                .property(source, name)
                .orElseThrow(() -> wrong(
                        name,
                        "Parameter :" + name + " has no value: "
                                + source.getClass().getName()
                                + " has no such property; bind it by name or add the property"));
        Object value = property.value();
        return value == null ? new Encoding.TypedNull(property.type()) : value;
    }

    private DefaultQuery with(int position, @Nullable Object value) {
        @Nullable Object[] after = values.clone();
        after[position] = value;
        return new DefaultQuery(client, sql, after, hints);
    }

    private DefaultQuery with(Hints other) {
        return new DefaultQuery(client, sql, values, other);
    }

    @Override
    public Query timeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0, was " + timeout);
        }
        return with(hints.withTimeout(timeout));
    }

    @Override
    public Query tag(String tag) {
        return with(hints.withTag(Objects.requireNonNull(tag, "tag")));
    }

    @Override
    public Query fetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("fetchSize must be >= 1, was " + rows);
        }
        return with(hints.withFetchSize(rows));
    }

    @Override
    public Query readOnly() {
        return with(hints.withReadOnly());
    }

    @Override
    public <T> Rows<T> as(Class<T> type) {
        return new DefaultRows<>(client, this, RowSource.of(type, client.mapper));
    }

    @Override
    public <T> Rows<T> map(Function<? super Readable, ? extends T> mapper) {
        return new DefaultRows<>(client, this, RowSource.of(mapper));
    }

    @Override
    public Rows<Map<String, @Nullable Object>> asMap() {
        return new DefaultRows<>(client, this, RowSource.ofMap(client.mapper));
    }

    @Override
    public <T> Rows<T> returning(Class<T> type, String... columns) {
        return with(hints.withReturning(columns)).as(type);
    }

    @Override
    public Mono<Long> rowsUpdated() {
        ResultReader<Long> counting =
                (result, run) -> Flux.from(result.getRowsUpdated()).doOnNext(run::changed);
        return new Execution<>(client, this, counting).run().reduce(0L, Long::sum);
    }

    /** The statement as this backend takes it; fails when a parameter has no value. */
    RenderedSql render(Dialect dialect) {
        var portable = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            String parameter = parameter(i);
            if (values[i] == UNBOUND) {
                throw wrong(parameter, "Parameter " + parameter + " has no value; the statement has " + parameters());
            }
            portable[i] = portable(parameter, values[i]);
        }
        return sql.render(Collections.unmodifiableList(Arrays.asList(portable)), dialect, dialect.bindLimit());
    }

    private @Nullable Object portable(String parameter, @Nullable Object value) {
        try {
            return Encoding.portable(parameter, value, client.mapper);
        } catch (ParameterException refused) {
            throw refused.statement().isPresent() ? refused : located(refused);
        }
    }

    /** The mapper does not know which statement a value was for. */
    private ParameterException located(ParameterException refused) {
        return new ParameterException(
                refused.parameter(),
                String.valueOf(refused.getMessage()),
                ErrorDetails.NONE.withStatement(sql.sql(), hints.tag()),
                refused.getCause());
    }

    /** What messages call a parameter: its name, or its index. */
    String parameter(int index) {
        return sql.style() == ParameterStyle.NAMED ? sql.names().get(index) : Integer.toString(index);
    }

    /** Passes on to the driver what it must know beside text and values. */
    void applyTo(Statement statement) {
        hints.applyTo(statement);
    }

    private String parameters() {
        return switch (sql.style()) {
            case NONE -> "no parameters";
            case POSITIONAL -> sql.parameterCount() + " positional parameters";
            case NAMED -> "the parameters :" + String.join(", :", sql.names());
        };
    }

    private ParameterException wrong(String parameter, String message) {
        return new ParameterException(parameter, message, ErrorDetails.NONE.withStatement(sql.sql(), hints.tag()));
    }

    Duration effectiveTimeout(Duration ofDatabase) {
        return hints.timeout() == null ? ofDatabase : Timers.bounded(hints.timeout());
    }

    /** True when it certainly only reads, by its text or by the caller's promise. */
    boolean isReadOnly() {
        return hints.readOnly() || (sql.info().isReadOnly() && !hints.isReturning());
    }

    ParsedSql parsed() {
        return sql;
    }

    StatementInfo info() {
        return sql.info();
    }

    String text() {
        return sql.sql();
    }

    @Nullable
    String label() {
        return hints.tag();
    }

    /** Tag and text, for the end of a message. */
    String describe() {
        String tag = hints.tag() == null ? "" : "; tag: " + Printable.escape(hints.tag());
        return tag + "; statement: " + Printable.shorten(sql.sql());
    }

    @Override
    public String toString() {
        return "Query[" + Printable.shorten(sql.sql()) + "]";
    }
}
