package dev.sluice;

import dev.sluice.mapping.Mapper;
import dev.sluice.spi.Dialect;
import org.jspecify.annotations.Nullable;

/** From an application's value to what the driver binds: converters first, then the dialect. */
final class Encoding {

    private Encoding() {}

    /** The portable form of a value; collections stay collections, because a statement may expand them. */
    static @Nullable Object portable(String parameter, @Nullable Object value, Mapper mapper) {
        return value instanceof TypedNull typed
                ? new TypedNull(mapper.portableType(typed.type()))
                : mapper.write(parameter, value);
    }

    /** What the driver binds for a portable value. */
    static Object bound(@Nullable Object portable, Dialect dialect) {
        if (portable == null) {
            return dialect.nullOf(Object.class);
        }
        return portable instanceof TypedNull typed ? dialect.nullOf(typed.type()) : dialect.encode(portable);
    }

    static Object encode(String parameter, @Nullable Object value, Mapper mapper, Dialect dialect) {
        return bound(portable(parameter, value, mapper), dialect);
    }

    /** A null whose type the caller told. */
    record TypedNull(Class<?> type) {}
}
