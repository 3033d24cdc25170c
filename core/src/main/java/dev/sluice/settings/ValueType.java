package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How text becomes a value and a value becomes text. A reader throws {@link IllegalArgumentException} or
 * {@link ArithmeticException} on text that is not one; whoever calls it knows the setting and writes the message.
 *
 * @param javaType the class of values
 * @param label what the reference calls the type
 * @param expected what a message asks for
 * @param reader text to value
 * @param writer value to text, readable by {@code reader}; without passwords
 * @param order the order ranges are checked in; null for values that have none
 */
record ValueType<T>(
        Class<T> javaType,
        String label,
        String expected,
        Function<String, T> reader,
        Function<T, String> writer,
        @Nullable Comparator<T> order) {

    static final ValueType<Duration> DURATION = new ValueType<>(
            Duration.class,
            "duration",
            "a duration such as 500ms, 30s, 5m or PT30S (a bare number is seconds)",
            DurationText::parse,
            DurationText::format,
            Comparator.naturalOrder());

    static final ValueType<Long> BYTES = new ValueType<>(
            Long.class,
            "bytes",
            "a number of bytes such as 4096, 64KiB or 8MB",
            ByteText::parse,
            ByteText::format,
            Comparator.naturalOrder());

    static final ValueType<Integer> INTEGER = new ValueType<>(
            Integer.class, "integer", "a whole number", Integer::valueOf, String::valueOf, Comparator.naturalOrder());

    static final ValueType<Double> DECIMAL = new ValueType<>(
            Double.class, "number", "a number", ValueType::decimal, String::valueOf, Comparator.naturalOrder());

    static final ValueType<Boolean> FLAG =
            new ValueType<>(Boolean.class, "flag", "true or false", ValueType::flag, String::valueOf, null);

    static final ValueType<String> TEXT =
            new ValueType<>(String.class, "text", "text", Function.identity(), Function.identity(), null);

    static final ValueType<DatabaseUrl> URL = new ValueType<>(
            DatabaseUrl.class, "URL", "a database URL", DatabaseUrl::parse, DatabaseUrl::toString, null);

    // Double.valueOf also reads NaN, Infinity, hexadecimal and a trailing d or f: none of them is meant.
    private static final Pattern DECIMAL_TEXT = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        String expected = Stream.of(type.getEnumConstants())
                .map(ValueType::spelled)
                .collect(Collectors.joining(", ", "one of ", ""));
        return new ValueType<>(type, "choice", expected, text -> constant(type, text), ValueType::spelled, null);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.strip().replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Double decimal(String text) {
        if (!DECIMAL_TEXT.matcher(text).matches()) {
            throw new NumberFormatException("not a decimal number");
        }
        return Double.valueOf(text);
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** Reads text; empty when it is not a value of this type, and null never. A URL explains itself. */
    @Nullable
    T read(String text) {
        try {
            return reader.apply(text);
        } catch (ConfigurationException explained) {
            throw explained;
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return null;
        }
    }
}
