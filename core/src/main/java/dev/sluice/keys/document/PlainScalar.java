package dev.sluice.keys.document;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What SOPS's YAML parser takes unquoted text for. It matters where values are left in clear text, which its code covers. */
final class PlainScalar {

    private static final Set<String> NONE = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(0[xX][0-9a-fA-F]{1,64}|0[bB][01]{1,64}|0[oO]?[0-7]{1,64}|[1-9][0-9]{0,63}|0)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,6})?");
    private static final Pattern TIME = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:(?:[Tt](?=.*(?:Z|[-+]\\d{2}:\\d{2})$)| (?=[0-9:.]*$))"
            + "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?(Z|[-+]\\d{2}:\\d{2})?)?");
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private PlainScalar() {}

    static Leaf read(String text) {
        if (NONE.contains(text)) {
            return Leaf.none();
        }
        if (TRUE.contains(text)) {
            return Leaf.other("True");
        }
        if (FALSE.contains(text)) {
            return Leaf.other("False");
        }
        String other = number(text);
        if (other == null) {
            other = special(text);
        }
        if (other == null) {
            other = time(text);
        }
        return other == null ? Leaf.string(text) : Leaf.other(other);
    }

    private static @Nullable String number(String text) {
        String plain = text.isEmpty() || !startsNumber(text.charAt(0)) ? "" : text.replace("_", "");
        Matcher integer = INTEGER.matcher(plain);
        if (integer.matches()) {
            BigInteger magnitude = magnitude(integer.group(2));
            BigInteger value = integer.group(1).equals("-") ? magnitude.negate() : magnitude;
            if (value.bitLength() < Long.SIZE) {
                return value.toString();
            }
        }
        return DECIMAL.matcher(plain).matches() ? Decimals.plain(Double.parseDouble(plain)) : null;
    }

    private static boolean startsNumber(char first) {
        return first == '.' || first == '-' || first == '+' || Character.isDigit(first);
    }

    private static BigInteger magnitude(String digits) {
        if (digits.length() == 1 || digits.charAt(0) != '0') {
            return new BigInteger(digits);
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
            case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
            case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
            default -> new BigInteger(digits, 8);
        };
    }

    private static @Nullable String special(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> "+Inf";
            case "-.inf", "-.Inf", "-.INF" -> "-Inf";
            case ".nan", ".NaN", ".NAN" -> "NaN";
            default -> null;
        };
    }

    private static @Nullable String time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        try {
            String fraction = time.group(7) == null ? "" : time.group(7);
            LocalDateTime local = LocalDateTime.of(
                    part(time, 1),
                    part(time, 2),
                    part(time, 3),
                    part(time, 4),
                    part(time, 5),
                    part(time, 6),
                    Integer.parseInt((fraction + "000000000").substring(0, 9)));
            return RFC_3339.format(
                    local.atOffset(time.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(time.group(8))));
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static int part(Matcher time, int group) {
        return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
    }
}
