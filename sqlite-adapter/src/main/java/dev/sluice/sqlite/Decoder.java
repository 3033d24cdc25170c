package dev.sluice.sqlite;

import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Stored values as what the caller asks for. Strict: what does not fit is refused, never cut. */
final class Decoder {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            long.class, Long.class,
            int.class, Integer.class,
            short.class, Short.class,
            byte.class, Byte.class,
            boolean.class, Boolean.class,
            double.class, Double.class,
            float.class, Float.class,
            char.class, Character.class);

    private static final Map<Class<?>, Function<Object, @Nullable Object>> DECODERS = Map.ofEntries(
            Map.entry(Object.class, Decoder::natural),
            Map.entry(String.class, Decoder::text),
            Map.entry(CharSequence.class, Decoder::text),
            Map.entry(Character.class, Decoder::character),
            Map.entry(Long.class, Decoder::longValue),
            Map.entry(Integer.class, value -> Math.toIntExact(longValue(value))),
            Map.entry(Short.class, value -> exact(longValue(value)).shortValueExact()),
            Map.entry(Byte.class, value -> exact(longValue(value)).byteValueExact()),
            Map.entry(Number.class, value -> value instanceof Number ? value : decimal(value)),
            Map.entry(Double.class, value -> doubleValue(value)),
            Map.entry(Float.class, value -> (float) doubleValue(value)),
            Map.entry(BigDecimal.class, Decoder::decimal),
            Map.entry(BigInteger.class, value -> decimal(value).toBigIntegerExact()),
            Map.entry(Boolean.class, Decoder::bool),
            Map.entry(byte[].class, Decoder::bytes),
            Map.entry(ByteBuffer.class, value -> ByteBuffer.wrap(bytes(value))),
            Map.entry(Blob.class, value -> Blob.from(Mono.fromSupplier(() -> ByteBuffer.wrap(bytes(value))))),
            Map.entry(Clob.class, value -> Clob.from(Mono.just(text(value)))),
            Map.entry(UUID.class, Decoder::uuid),
            Map.entry(Instant.class, value -> TemporalText.instant(text(value))),
            Map.entry(OffsetDateTime.class, value -> TemporalText.offsetDateTime(text(value))),
            Map.entry(LocalDateTime.class, value -> TemporalText.localDateTime(text(value))),
            Map.entry(LocalDate.class, value -> TemporalText.localDate(text(value))),
            Map.entry(LocalTime.class, value -> TemporalText.localTime(text(value))),
            Map.entry(Duration.class, value -> Duration.ofNanos(Math.multiplyExact(longValue(value), 1_000L))));

    private static final int UUID_LENGTH = 36;

    private Decoder() {}

    /**
     * The value as this type.
     *
     * @throws IllegalArgumentException when the type is unknown or the value does not fit it; the message names no value
     */
    static <T> @Nullable T decode(@Nullable Object value, Class<T> type, String column) {
        Class<?> boxed = BOXES.getOrDefault(type, type);
        Function<Object, @Nullable Object> decoder = DECODERS.get(boxed);
        if (decoder == null) {
            throw new IllegalArgumentException("Column '" + column + "' cannot be read as " + type.getName()
                    + ": the driver does not know that class; read it as text, a number or bytes and convert it");
        }
        if (value == null) {
            return null;
        }
        try {
            @SuppressWarnings("unchecked") // boxed and type are the same class, but for primitives
            T decoded = (T) decoder.apply(value);
            return decoded;
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException | ClassCastException misfit) {
            // Not the cause: its message would quote the value.
            throw new IllegalArgumentException("Column '" + column + "' holds a value of "
                    + value.getClass().getSimpleName() + " that is not exactly a " + type.getSimpleName()
                    + "; read it as what it is and convert it");
        }
    }

    /** What a caller gets who asks for no type: Integer, or Long where that is too small, Double, String, ByteBuffer. */
    static @Nullable Object natural(Object value) {
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    private static String text(Object value) {
        if (value instanceof byte[]) {
            throw new ClassCastException();
        }
        return value.toString();
    }

    private static Object character(Object value) {
        String text = text(value);
        if (text.length() != 1) {
            throw new ArithmeticException();
        }
        return text.charAt(0);
    }

    private static long longValue(Object value) {
        return value instanceof Long number ? number : decimal(value).longValueExact();
    }

    private static BigInteger exact(long value) {
        return BigInteger.valueOf(value);
    }

    private static double doubleValue(Object value) {
        if (value instanceof Long number && (long) number.doubleValue() != number) {
            throw new ArithmeticException();
        }
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof Double number ? BigDecimal.valueOf(number) : new BigDecimal((String) value);
    }

    private static Object bool(Object value) {
        if (value instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(text);
        }
        long bit = longValue(value);
        if (bit != 0 && bit != 1) {
            throw new ArithmeticException();
        }
        return bit == 1;
    }

    private static byte[] bytes(Object value) {
        return (byte[]) value;
    }

    private static Object uuid(Object value) {
        if (value instanceof byte[] bytes && bytes.length == 16) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        String text = text(value);
        if (text.length() != UUID_LENGTH) {
            throw new NumberFormatException();
        }
        return UUID.fromString(text);
    }
}
