package dev.sluice.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads numbers: integers and decimals exactly or not at all, floating point to the nearest finite value. */
final class NumberReaders {

    /** PostgreSQL's widest numeric has 131,072 + 16,383 digits; longer text is hostile, and parsing it is quadratic. */
    private static final int MAX_DIGITS = 150_000;

    /** Up to here every integer has its own double; beyond, a double may stand for several. */
    private static final long MAX_EXACT_IN_DOUBLE = 1L << 53;

    private static final long MAX_EXACT_IN_FLOAT = 1L << 24;
    private static final String WIDER = "read it as a wider type, such as long, BigInteger or BigDecimal";
    private static final String NUMERIC = "give the column a numeric type, or read it as String";

    private NumberReaders() {}

    static Object toByte(Object raw) {
        return raw instanceof Byte ? raw : (byte) integer(raw, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    static Object toShort(Object raw) {
        return raw instanceof Short ? raw : (short) integer(raw, Short.class, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    static Object toInteger(Object raw) {
        return raw instanceof Integer ? raw : (int) integer(raw, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static Object toLong(Object raw) {
        return raw instanceof Long ? raw : integer(raw, Long.class, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Object toBigInteger(Object raw) {
        if (raw instanceof BigInteger) {
            return raw;
        }
        if (isSmallInteger(raw)) {
            return BigInteger.valueOf(((Number) raw).longValue());
        }
        BigDecimal decimal = wholeDecimal(raw, BigInteger.class);
        if ((long) decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw new Unreadable("a number of more than " + MAX_DIGITS + " digits", "read it as BigDecimal");
        }
        try {
            return decimal.toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw outOfRange(raw, BigInteger.class);
        }
    }

    static Object toBigDecimal(Object raw) {
        return decimal(raw, BigDecimal.class);
    }

    static Object toDouble(Object raw) {
        if (raw instanceof Double) {
            return raw;
        }
        return floating(raw, Double.class, MAX_EXACT_IN_DOUBLE);
    }

    static Object toFloat(Object raw) {
        if (raw instanceof Float) {
            return raw;
        }
        double value = floating(raw, Float.class, MAX_EXACT_IN_FLOAT);
        if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
            throw outOfRange(raw, Float.class);
        }
        return (float) value;
    }

    static Object toNumber(Object raw) {
        if (raw instanceof Number) {
            return raw;
        }
        throw Unreadable.of(raw, Number.class, NUMERIC);
    }

    static boolean isSmallInteger(Object raw) {
        return raw instanceof Long || raw instanceof Integer || raw instanceof Short || raw instanceof Byte;
    }

    private static long integer(Object raw, Class<?> target, long min, long max) {
        long value = isSmallInteger(raw) ? ((Number) raw).longValue() : exactLong(raw, target);
        if (value < min || value > max) {
            throw outOfRange(raw, target);
        }
        return value;
    }

    private static long exactLong(Object raw, Class<?> target) {
        try {
            return wholeDecimal(raw, target).longValueExact();
        } catch (ArithmeticException lossy) {
            throw outOfRange(raw, target);
        }
    }

    private static BigDecimal wholeDecimal(Object raw, Class<?> target) {
        boolean floating = raw instanceof Double || raw instanceof Float;
        if (floating && Math.abs(((Number) raw).doubleValue()) > MAX_EXACT_IN_DOUBLE) {
            throw outOfRange(raw, target);
        }
        return decimal(raw, target);
    }

    private static BigDecimal decimal(Object raw, Class<?> target) {
        if (raw instanceof BigDecimal value) {
            return value;
        }
        if (isSmallInteger(raw)) {
            return BigDecimal.valueOf(((Number) raw).longValue());
        }
        if (raw instanceof BigInteger value) {
            return new BigDecimal(value);
        }
        if (raw instanceof String text) {
            return parse(text, target);
        }
        if (raw instanceof Double value && Double.isFinite(value)) {
            return BigDecimal.valueOf(value);
        }
        if (raw instanceof Float value && Float.isFinite(value)) {
            // Through its own text: widening to double first would add digits that were never stored.
            return new BigDecimal(value.toString());
        }
        throw raw instanceof Double || raw instanceof Float
                ? new Unreadable("NaN or an infinity cannot become a " + target.getTypeName(), "read it as double")
                : Unreadable.of(raw, target, NUMERIC);
    }

    private static BigDecimal parse(String text, Class<?> target) {
        try {
            if (text.length() <= MAX_DIGITS) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException notNumeric) {
            // Not kept as the cause: its message quotes the value.
        }
        throw new Unreadable("text that is no number cannot become a " + target.getTypeName(), NUMERIC);
    }

    private static double floating(Object raw, Class<?> target, long maxExact) {
        if (isSmallInteger(raw)) {
            long value = ((Number) raw).longValue();
            if (value > maxExact || value < -maxExact) {
                throw outOfRange(raw, target);
            }
            return value;
        }
        if (raw instanceof Float || raw instanceof Double) {
            return ((Number) raw).doubleValue();
        }
        Double special = raw instanceof String text ? notFinite(text) : null;
        double value = special != null ? special : decimal(raw, target).doubleValue();
        if (special == null && Double.isInfinite(value)) {
            throw outOfRange(raw, target);
        }
        return value;
    }

    private static @Nullable Double notFinite(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static Unreadable outOfRange(Object raw, Class<?> target) {
        return new Unreadable(
                "a " + raw.getClass().getTypeName() + " with a fraction or outside the range of " + target.getTypeName()
                        + " would lose its value",
                WIDER);
    }
}
