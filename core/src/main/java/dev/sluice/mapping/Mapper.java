package dev.sluice.mapping;

import io.r2dbc.spi.ReadableMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps rows and values; immutable and safe for all threads. Plans are cached per type and column labels.
 *
 * <p>A component takes the column with exactly its name, else the one that matches when case and underscores are ignored
 * ({@code user_name}, {@code USERNAME}, {@code userName}); of several columns with the same label, as a join gives them,
 * the first; several that differ are an error. Surplus columns are ignored. A component that is itself a record or class
 * takes the columns that begin with its name ({@code address_street} for {@code address.street}) and is null when all of
 * them are null. {@code Optional} components are empty for null.
 */
public final class Mapper {

    /** Plans kept per type; a type read through more shapes of result than that is planned anew now and then. */
    private static final int MAX_PLANS = 64;

    private static final Mapper STANDARD = new Mapper(new ValueReaders(), new ValueWriter());

    private final ValueReaders readers;
    private final ValueWriter writer;

    /** Kept by the mapped classes, not here, so that a mapper never keeps a class from being unloaded. */
    private final ClassValue<Map<Columns, RowReader<?>>> plans = new ClassValue<>() {
        @Override
        protected Map<Columns, RowReader<?>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Mapper(ValueReaders readers, ValueWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** A mapper with the portable values only. */
    public static Mapper standard() {
        InstalledJsonCodec.load();
        return STANDARD;
    }

    /**
     * Returns a mapper that also knows this converter; it wins over the built-in ones and earlier ones.
     *
     * <p>Reading takes the converter of exactly the component's type. Writing takes that of exactly the value's class,
     * else, unless that is a portable value itself, the latest of a type it extends.
     *
     * @throws IllegalArgumentException when its driver type is not portable
     */
    public Mapper with(Converter<?, ?> converter) {
        return new Mapper(readers.with(converter), writer.with(converter));
    }

    /**
     * Plans how rows with these columns become a {@code T}: a record, a class with one public constructor, a scalar (one
     * column), or {@link Map} (label to value).
     *
     * @throws dev.sluice.error.MappingException when a component has no column, naming the columns there are
     */
    // The plan was made for this very type, and its readers return nothing else; cast() would refuse int.class.
    @SuppressWarnings("unchecked")
    public <T> RowReader<T> reader(Class<T> type, List<? extends ReadableMetadata> columns) {
        Columns shape = Columns.of(columns);
        var planner = new Planner(readers, shape);
        if (type == Map.class) {
            return (RowReader<T>) (RowReader<?>) planner.map();
        }
        ValueReader scalar = readers.find(ResolvedType.of(type));
        if (scalar != null) {
            return (RowReader<T>) planner.scalar(type, scalar);
        }
        Map<Columns, RowReader<?>> known = plans.get(type);
        RowReader<?> plan = known.get(shape);
        if (plan == null) {
            plan = planner.object(type);
            if (known.size() >= MAX_PLANS) {
                known.clear();
            }
            known.put(shape, plan);
        }
        return (RowReader<T>) plan;
    }

    /** As {@link #reader} for {@link Map}, typed: label to value in the order of the columns; of equal labels the first. */
    public RowReader<Map<String, @Nullable Object>> mapReader(List<? extends ReadableMetadata> columns) {
        return new Planner(readers, Columns.of(columns)).map();
    }

    /**
     * Turns an application's value into a portable one for the backend's dialect to encode; unknown types are refused.
     *
     * <p>Enums become their name, char a String, Optional its content, Duration a Long of microseconds, ZonedDateTime an
     * OffsetDateTime, collections and arrays a List; dates and times are cut down to microseconds.
     *
     * @param parameter the parameter's name or index, for messages
     * @throws dev.sluice.error.ParameterException when the value cannot be bound
     */
    public @Nullable Object write(String parameter, @Nullable Object value) {
        return writer.write(parameter, value);
    }

    /** As {@link #write(String, Object)}, for values that are no parameter of their own. */
    public @Nullable Object write(@Nullable Object value) {
        return writer.write("?", value);
    }

    /** The class that {@link #write} makes of values of a type, to bind null with; Object where the value decides. */
    public Class<?> portableType(Class<?> type) {
        return writer.portableType(type);
    }

    /**
     * The named property of a record, bean ({@code getX}, {@code isX}, {@code x()} beside a field), class with public
     * fields, or map, for binding by name; Optional values are unwrapped. An exact name wins over one that matches when
     * case and underscores are ignored.
     *
     * @return empty when the source has no such property
     */
    public Optional<Property> property(Object source, String name) {
        if (source instanceof Map<?, ?> map) {
            return entry(map, name);
        }
        return Getters.of(source.getClass())
                .find(name)
                .map(getter -> new Property(unwrapped(getter.get(source)), getter.type()));
    }

    private static Optional<Property> entry(Map<?, ?> map, String name) {
        Object key = map.containsKey(name) ? name : null;
        String wanted = Names.normalise(name);
        for (Object candidate : key == null ? map.keySet() : List.of()) {
            if (candidate instanceof String text && Names.normalise(text).equals(wanted)) {
                if (key != null) {
                    return Optional.empty();
                }
                key = candidate;
            }
        }
        if (key == null) {
            return Optional.empty();
        }
        Object value = unwrapped(map.get(key));
        return Optional.of(new Property(value, value == null ? Object.class : value.getClass()));
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    /**
     * A property's value and declared type.
     *
     * @param value the value, or null
     * @param type the declared type, for typed nulls; Optional's content
     */
    public record Property(@Nullable Object value, Class<?> type) {}
}
