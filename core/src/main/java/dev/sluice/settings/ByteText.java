package dev.sluice.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of bytes: bare, binary ({@code KiB}, {@code MiB}, {@code GiB}) or decimal ({@code kB}, {@code MB}, {@code GB}).
 * A single letter such as {@code 8M} is refused, because half its readers take it for the other one.
 */
final class ByteText {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([+-]?\\d{1,18}) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?");

    private ByteText() {}

    static Long parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number of bytes");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), bytesIn(unit));
    }

    private static long bytesIn(String unit) {
        return switch (unit) {
            case "kB", "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1L;
        };
    }

    static String format(Long value) {
        if (value == 0) {
            return "0";
        }
        if (value % (1L << 30) == 0) {
            return (value >> 30) + "GiB";
        }
        if (value % (1L << 20) == 0) {
            return (value >> 20) + "MiB";
        }
        return value % (1L << 10) == 0 ? (value >> 10) + "KiB" : Long.toString(value);
    }
}
