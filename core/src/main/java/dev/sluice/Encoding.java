package dev.sluice;

import dev.sluice.mapping.Mapper;
import dev.sluice.spi.Dialect;
import org.jspecify.annotations.Nullable;

/** From an application's value to what the driver binds: converters first, then the dialect. */
final class Encoding {

    private Encoding() {}

    static Object encode(@Nullable Object value, Mapper mapper, Dialect dialect) {
        if (value == null) {
            return dialect.nullOf(Object.class);
        }
        if (value instanceof TypedNull typed) {
            return dialect.nullOf(typed.type());
        }
        Object portable = mapper.write(value);
        return portable == null ? dialect.nullOf(Object.class) : dialect.encode(portable);
    }

    /** A null whose type the caller told. */
    record TypedNull(Class<?> type) {}
}
