package dev.sluice.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the reader of a type: the user's converter, then the portable values, enums, lists and arrays. Immutable. */
final class ValueReaders {

    private static final Map<Class<?>, ValueReader> PORTABLE = Map.ofEntries(
            Map.entry(Byte.class, NumberReaders::toByte),
            Map.entry(Short.class, NumberReaders::toShort),
            Map.entry(Integer.class, NumberReaders::toInteger),
            Map.entry(Long.class, NumberReaders::toLong),
            Map.entry(Float.class, NumberReaders::toFloat),
            Map.entry(Double.class, NumberReaders::toDouble),
            Map.entry(BigInteger.class, NumberReaders::toBigInteger),
            Map.entry(BigDecimal.class, NumberReaders::toBigDecimal),
            Map.entry(Number.class, NumberReaders::toNumber),
            Map.entry(String.class, PlainReaders::toText),
            Map.entry(CharSequence.class, PlainReaders::toText),
            Map.entry(Character.class, PlainReaders::toCharacter),
            Map.entry(Boolean.class, PlainReaders::toBoolean),
            Map.entry(byte[].class, PlainReaders::toBytes),
            Map.entry(UUID.class, PlainReaders::toUuid),
            Map.entry(Json.class, PlainReaders::toJson),
            Map.entry(Object.class, PlainReaders::toAny),
            Map.entry(Instant.class, TemporalReaders::toInstant),
            Map.entry(OffsetDateTime.class, TemporalReaders::toOffsetDateTime),
            Map.entry(ZonedDateTime.class, TemporalReaders::toZonedDateTime),
            Map.entry(LocalDateTime.class, TemporalReaders::toLocalDateTime),
            Map.entry(LocalDate.class, TemporalReaders::toLocalDate),
            Map.entry(LocalTime.class, TemporalReaders::toLocalTime),
            Map.entry(Duration.class, TemporalReaders::toDuration));

    private final Map<Class<?>, ValueReader> converters;

    ValueReaders() {
        this(Map.of());
    }

    private ValueReaders(Map<Class<?>, ValueReader> converters) {
        this.converters = converters;
    }

    /** True for what drivers and dialects know, so that a converter may lead there. */
    static boolean isPortable(Class<?> type) {
        return PORTABLE.containsKey(type) && type != Object.class;
    }

    ValueReaders with(Converter<?, ?> converter) {
        var all = new HashMap<>(converters);
        all.put(converter.type(), converted(converter));
        return new ValueReaders(Map.copyOf(all));
    }

    /** Returns the reader, or null when the type is none that one column holds. */
    @Nullable
    ValueReader find(ResolvedType type) {
        Class<?> raw = Boxes.box(type.raw());
        ValueReader own = converters.get(raw);
        if (own != null) {
            return own;
        }
        ValueReader portable = PORTABLE.get(raw);
        if (portable != null) {
            return portable;
        }
        return raw.isEnum() ? new EnumReader(raw) : many(type);
    }

    private @Nullable ValueReader many(ResolvedType type) {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            Class<?> component = raw.getComponentType();
            ValueReader element = find(type.arguments().isEmpty() ? ResolvedType.of(component) : type.argument());
            return element == null ? null : ListReader.ofArray(element, component);
        }
        boolean list = raw == List.class || raw == Collection.class || raw == Iterable.class;
        if (!list && raw != Set.class) {
            return null;
        }
        ValueReader element = find(type.argument());
        if (element == null) {
            return null;
        }
        return list ? ListReader.ofList(element) : ListReader.ofSet(element);
    }

    private static <A, D> ValueReader converted(Converter<A, D> converter) {
        Class<A> type = converter.type();
        Class<D> driverType = converter.driverType();
        ValueReader portable = PORTABLE.get(driverType);
        if (portable == null) {
            throw new IllegalArgumentException("converter of " + type.getTypeName()
                    + ": driverType must be a portable type such as String, Long, BigDecimal, byte[] or Json, was "
                    + driverType.getTypeName());
        }
        return raw -> type.isInstance(raw) && !isPortable(type) ? raw : convert(converter, driverType, portable, raw);
    }

    private static <A, D> Object convert(
            Converter<A, D> converter, Class<D> driverType, ValueReader portable, Object raw) {
        D value = driverType.cast(portable.read(raw));
        Object converted;
        try {
            converted = converter.read(value);
        } catch (RuntimeException refused) {
            throw new Unreadable(
                    "the converter of " + converter.type().getTypeName() + " refused it", "see the cause", refused);
        }
        if (converted == null) {
            throw new Unreadable(
                    "the converter of " + converter.type().getTypeName() + " returned null",
                    "return a value; null is never converted");
        }
        return converted;
    }
}
