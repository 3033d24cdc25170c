package dev.sluice.sqlite;

import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
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
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values as SQLite stores them: INTEGER, REAL, TEXT, BLOB. Instants are UTC text of fixed width with microseconds, so that
 * they order by time; decimals are text, so that no digit is lost.
 */
final class Encoder {

    private static final Map<Class<?>, Function<Object, Object>> ENCODERS = Map.ofEntries(
            Map.entry(Integer.class, value -> ((Integer) value).longValue()),
            Map.entry(Short.class, value -> ((Short) value).longValue()),
            Map.entry(Byte.class, value -> ((Byte) value).longValue()),
            Map.entry(Boolean.class, value -> (Boolean) value ? 1L : 0L),
            Map.entry(Double.class, value -> number((Double) value)),
            Map.entry(Float.class, value -> number(((Float) value).doubleValue())),
            Map.entry(Character.class, value -> text(value.toString())),
            Map.entry(byte[].class, value -> value),
            Map.entry(BigDecimal.class, value -> decimal((BigDecimal) value)),
            Map.entry(BigInteger.class, value -> integer((BigInteger) value)),
            Map.entry(UUID.class, Object::toString),
            Map.entry(Instant.class, value -> TemporalText.of((Instant) value)),
            Map.entry(OffsetDateTime.class, value -> TemporalText.of(((OffsetDateTime) value).toInstant())),
            Map.entry(ZonedDateTime.class, value -> TemporalText.of(((ZonedDateTime) value).toInstant())),
            Map.entry(LocalDateTime.class, value -> TemporalText.of((LocalDateTime) value)),
            Map.entry(LocalDate.class, value -> TemporalText.of((LocalDate) value)),
            Map.entry(LocalTime.class, value -> TemporalText.of((LocalTime) value)),
            Map.entry(Duration.class, value -> micros((Duration) value)));

    /** A scale beyond this is written in scientific notation, because its digits would fill the memory. */
    private static final int PLAIN_SCALE = 400;

    private Encoder() {}

    /**
     * The value as SQLite stores it; Blob and Clob stay as they are, to be read when the statement runs.
     *
     * @throws IllegalArgumentException when SQLite has no place for its class
     */
    static @Nullable Object encode(Object value) {
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof Parameter parameter) {
            Object inner = parameter.getValue();
            return inner == null ? null : encode(inner);
        }
        Function<Object, Object> encoder = ENCODERS.get(value.getClass());
        if (encoder != null) {
            return encoder.apply(value);
        }
        if (value instanceof CharSequence text) {
            return text(text.toString());
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof Blob || value instanceof Clob) {
            return value;
        }
        throw new IllegalArgumentException(
                "Values of " + value.getClass().getName() + " cannot be bound; convert it to text, a number or bytes");
    }

    static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw refused(
                    "22021", "Text with a NUL character cannot be stored: SQLite ends text there; store bytes instead");
        }
        return value;
    }

    private static Double number(Double value) {
        if (value.isNaN()) {
            throw refused(
                    "22003", "NaN cannot be stored: SQLite would store NULL in its place; store NULL or text instead");
        }
        return value;
    }

    private static String decimal(BigDecimal value) {
        return Math.abs((long) value.scale()) <= PLAIN_SCALE ? value.toPlainString() : value.toString();
    }

    private static Long integer(BigInteger value) {
        if (value.bitLength() > 63) {
            throw refused("22003", "The integer does not fit 64 bits; bind it as BigDecimal");
        }
        return value.longValue();
    }

    private static Long micros(Duration value) {
        try {
            return Math.addExact(Math.multiplyExact(value.getSeconds(), 1_000_000L), value.getNano() / 1_000);
        } catch (ArithmeticException tooLong) {
            throw refused("22003", "The duration does not fit 64 bits of microseconds");
        }
    }

    private static R2dbcDataIntegrityViolationException refused(String state, String why) {
        return new R2dbcDataIntegrityViolationException(why, state, 0);
    }
}
