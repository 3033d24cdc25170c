package dev.sluice.mapping;

import io.r2dbc.spi.Nullability;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.ReadableMetadata;
import io.r2dbc.spi.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row by value: labels and what a driver would hand over. Reading by name is refused, since plans read by index. */
final class FakeRow implements Readable {

    private final List<String> labels = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    static FakeRow of(@Nullable Object... labelsAndValues) {
        var row = new FakeRow();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            row.add(String.valueOf(labelsAndValues[i]), labelsAndValues[i + 1], R2dbcType.VARCHAR);
        }
        return row;
    }

    FakeRow add(String label, @Nullable Object value, Type type) {
        labels.add(label);
        values.add(value);
        types.add(type);
        return this;
    }

    static Type driverType(String name, Class<?> javaType) {
        return new Type() {
            @Override
            public Class<?> getJavaType() {
                return javaType;
            }

            @Override
            public String getName() {
                return name;
            }
        };
    }

    List<ReadableMetadata> columns() {
        var columns = new ArrayList<ReadableMetadata>();
        for (int i = 0; i < labels.size(); i++) {
            columns.add(new Column(labels.get(i), types.get(i)));
        }
        return columns;
    }

    <T> T as(Class<T> type) {
        return as(Mapper.standard(), type);
    }

    <T> T as(Mapper mapper, Class<T> type) {
        return Objects.requireNonNull(orNull(mapper, type));
    }

    <T> @Nullable T orNull(Mapper mapper, Class<T> type) {
        return mapper.reader(type, columns()).read(this, 17);
    }

    @Override
    public @Nullable Object get(int index) {
        return values.get(index);
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        Object value = values.get(index);
        return value == null || type.isInstance(value) ? type.cast(value) : type.cast(value.toString());
    }

    @Override
    public <T> @Nullable T get(String name, Class<T> type) {
        throw new AssertionError("read by name: " + name);
    }

    private record Column(String label, Type type) implements ReadableMetadata {

        @Override
        public Type getType() {
            return type;
        }

        @Override
        public String getName() {
            return label;
        }

        @Override
        public Nullability getNullability() {
            return Nullability.UNKNOWN;
        }
    }
}
