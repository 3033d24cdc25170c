package dev.sluice.mapping;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns an application's values into portable ones. Immutable. */
final class ValueWriter {

    /** Values of final JDK classes, which converters can only replace by naming the very class. */
    private static final Map<Class<?>, UnaryOperator<Object>> SCALARS = Map.ofEntries(
            Map.entry(String.class, value -> storable((String) value)),
            Map.entry(Character.class, value -> storable(value.toString())),
            Map.entry(Boolean.class, UnaryOperator.identity()),
            Map.entry(Byte.class, UnaryOperator.identity()),
            Map.entry(Short.class, UnaryOperator.identity()),
            Map.entry(Integer.class, UnaryOperator.identity()),
            Map.entry(Long.class, UnaryOperator.identity()),
            Map.entry(Float.class, UnaryOperator.identity()),
            Map.entry(Double.class, UnaryOperator.identity()),
            Map.entry(BigInteger.class, UnaryOperator.identity()),
            Map.entry(BigDecimal.class, UnaryOperator.identity()),
            Map.entry(byte[].class, UnaryOperator.identity()),
            Map.entry(UUID.class, UnaryOperator.identity()),
            Map.entry(Json.class, value -> storable((Json) value)),
            Map.entry(LocalDate.class, UnaryOperator.identity()),
            Map.entry(Instant.class, value -> ((Instant) value).truncatedTo(ChronoUnit.MICROS)),
            Map.entry(LocalTime.class, value -> ((LocalTime) value).truncatedTo(ChronoUnit.MICROS)),
            Map.entry(LocalDateTime.class, value -> ((LocalDateTime) value).truncatedTo(ChronoUnit.MICROS)),
            Map.entry(OffsetDateTime.class, value -> ((OffsetDateTime) value).truncatedTo(ChronoUnit.MICROS)),
            Map.entry(
                    ZonedDateTime.class,
                    value -> ((ZonedDateTime) value).toOffsetDateTime().truncatedTo(ChronoUnit.MICROS)),
            Map.entry(Duration.class, value -> micros((Duration) value)));

    /** Latest first. */
    private final List<Converter<?, ?>> converters;

    ValueWriter() {
        this(List.of());
    }

    private ValueWriter(List<Converter<?, ?>> converters) {
        this.converters = converters;
    }

    ValueWriter with(Converter<?, ?> converter) {
        var all = new ArrayList<Converter<?, ?>>(converters.size() + 1);
        all.add(converter);
        converters.stream().filter(known -> known.type() != converter.type()).forEach(all::add);
        return new ValueWriter(List.copyOf(all));
    }

    /** Returns the portable value; refusals name the parameter. */
    @Nullable
    Object write(String parameter, @Nullable Object value) {
        try {
            return value == null ? null : write(value);
        } catch (Unwritable refused) {
            throw new ParameterException(
                    parameter,
                    "Parameter " + parameter + ": " + refused.getMessage(),
                    ErrorDetails.NONE,
                    refused.getCause());
        }
    }

    /** The class that values of a type are written as; Object where that depends on the value. */
    Class<?> portableType(Class<?> type) {
        Class<?> boxed = Boxes.box(type);
        for (Converter<?, ?> converter : converters) {
            if (converter.type() == boxed
                    || (!SCALARS.containsKey(boxed) && converter.type().isAssignableFrom(boxed))) {
                return builtIn(converter.driverType());
            }
        }
        return builtIn(boxed);
    }

    private static Class<?> builtIn(Class<?> type) {
        if (type == Duration.class) {
            return Long.class;
        }
        if (type == ZonedDateTime.class) {
            return OffsetDateTime.class;
        }
        if (type.isEnum() || type == Character.class || CharSequence.class.isAssignableFrom(type)) {
            return String.class;
        }
        if (SCALARS.containsKey(type)) {
            return type;
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? List.class : Object.class;
    }

    private @Nullable Object write(Object value) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        Converter<?, ?> converter = converterOf(type);
        return converter != null ? convert(converter, value) : builtIn(value);
    }

    /** The converter of exactly this class, else, unless the class is a portable scalar, of a type it extends. */
    private @Nullable Converter<?, ?> converterOf(Class<?> type) {
        Converter<?, ?> inherited = null;
        for (Converter<?, ?> converter : converters) {
            if (converter.type() == type) {
                return converter;
            }
            if (inherited == null && converter.type().isAssignableFrom(type)) {
                inherited = converter;
            }
        }
        return SCALARS.containsKey(type) ? null : inherited;
    }

    private <A, D> @Nullable Object convert(Converter<A, D> converter, Object value) {
        String name = "the converter of " + converter.type().getTypeName();
        D written;
        try {
            written = converter.write(converter.type().cast(value));
        } catch (RuntimeException refused) {
            throw new Unwritable(name + " refused a value; see the cause", refused);
        }
        if (written == null) {
            throw new Unwritable(name + " returned null; return a value, null is never converted");
        }
        return builtIn(written);
    }

    private @Nullable Object builtIn(Object value) {
        UnaryOperator<Object> scalar = SCALARS.get(value.getClass());
        if (scalar != null) {
            return scalar.apply(value);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(this::write).orElse(null);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection);
        }
        if (value.getClass().isArray()) {
            return list(elements(value));
        }
        return special(value);
    }

    private static Object special(Object value) {
        if (value instanceof CharSequence text) {
            return storable(text.toString());
        }
        if (value instanceof ByteBuffer buffer) {
            return PlainReaders.remaining(buffer);
        }
        if (value instanceof io.r2dbc.spi.Parameter
                || value instanceof io.r2dbc.spi.Blob
                || value instanceof io.r2dbc.spi.Clob) {
            return value;
        }
        throw new Unwritable("a " + value.getClass().getTypeName() + " is no portable value; convert it, or register a"
                + " Converter for its class (for JSON: Jackson.converter)");
    }

    private List<@Nullable Object> list(Collection<?> values) {
        var list = new ArrayList<@Nullable Object>(values.size());
        for (Object value : values) {
            list.add(value == null ? null : write(value));
        }
        return Collections.unmodifiableList(list);
    }

    private static List<@Nullable Object> elements(Object array) {
        int length = Array.getLength(array);
        var list = new ArrayList<@Nullable Object>(length);
        for (int i = 0; i < length; i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    /** Refuses what UTF-8 or C strings cannot carry, since drivers would cut or replace it without a word. */
    private static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Unwritable("text with U+0000 cannot be stored; remove the character or bind bytes");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new Unwritable("text with half a surrogate pair cannot be stored; cut text between code"
                            + " points, or bind bytes");
                }
                i++;
            }
        }
        return text;
    }

    private static Json storable(Json json) {
        storable(json.text());
        return json;
    }

    private static Long micros(Duration duration) {
        try {
            // Not toNanos() / 1000, which ends at 292 years; nanos are never negative, so this rounds down.
            return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000L);
        } catch (ArithmeticException tooLong) {
            throw new Unwritable("a Duration beyond 292,000 years does not fit microseconds in 64 bits; shorten it");
        }
    }

    /** A value is refused; becomes a ParameterException where the parameter is known. */
    private static final class Unwritable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unwritable(String message) {
            this(message, null);
        }

        Unwritable(String message, @Nullable Throwable cause) {
            super(message, cause, false, false);
        }
    }
}
