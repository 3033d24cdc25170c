package dev.sluice.mapping;

import io.r2dbc.spi.ReadableMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps rows and values; immutable and safe for all threads. Plans are cached per type and column labels. */
public final class Mapper {

    private Mapper() {}

    /** A mapper with the portable values only. */
    public static Mapper standard() {
        throw new UnsupportedOperationException();
    }

    /** Returns a mapper that also knows this converter; it wins over the built-in ones and earlier ones. */
    public Mapper with(Converter<?, ?> converter) {
        throw new UnsupportedOperationException();
    }

    /**
     * Plans how rows with these columns become a {@code T}: a record, a class with one public constructor, a scalar (one
     * column), or {@link Map} (label to value).
     *
     * @throws dev.sluice.error.MappingException when a component has no column, naming the columns there are
     */
    public <T> RowReader<T> reader(Class<T> type, List<? extends ReadableMetadata> columns) {
        throw new UnsupportedOperationException();
    }

    /** Turns an application's value into a portable one for the backend's dialect to encode; unknown types are refused. */
    public @Nullable Object write(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /**
     * The named properties of a bean, record or map, for binding by name; Optional components are unwrapped.
     *
     * @return empty when the source has no such property
     */
    public Optional<Property> property(Object source, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * A property's value and declared type.
     *
     * @param value the value, or null
     * @param type the declared type, for typed nulls
     */
    public record Property(@Nullable Object value, Class<?> type) {}
}
