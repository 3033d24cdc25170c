package dev.sluice.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date, a time or both from text as ISO 8601, SQLite and PostgreSQL write it: {@code 2026-11-20},
 * {@code 2026-11-20 16:33:42}, {@code 2026-11-20T16:33:42.123456+01:00[Europe/Berlin]}, {@code 16:33}. By hand, because
 * on SQLite every timestamp of a scan is text.
 */
final class TemporalText {

    private static final int MAX_YEAR_DIGITS = 9;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    private final String text;
    private int at;
    private @Nullable LocalDate date;
    private @Nullable LocalTime time;
    private @Nullable ZoneOffset offset;
    private @Nullable ZoneId region;

    private TemporalText(String text) {
        this.text = text;
    }

    /**
     * Reads the whole text.
     *
     * @throws Unreadable when it has another form or names a moment that does not exist
     */
    static TemporalText parse(String text) {
        var parsed = new TemporalText(text);
        try {
            parsed.read();
        } catch (DateTimeException | IndexOutOfBoundsException malformed) {
            // Not kept as the cause: its message quotes the value.
            throw new Unreadable(
                    "text that is no ISO 8601 date or time",
                    "store it as 2026-11-20T16:33:42.123456Z, or register a Converter for the type");
        }
        return parsed;
    }

    @Nullable
    LocalDate date() {
        return date;
    }

    @Nullable
    LocalTime time() {
        return time;
    }

    @Nullable
    ZoneOffset offset() {
        return offset;
    }

    @Nullable
    ZoneId region() {
        return region;
    }

    private void read() {
        if (text.length() > 2 && text.charAt(2) == ':') {
            time = readTime();
        } else {
            date = readDate();
            if (at < text.length()) {
                expectSeparator();
                time = readTime();
                readOffset();
            }
        }
        if (at != text.length()) {
            throw malformed();
        }
    }

    private LocalDate readDate() {
        char first = text.charAt(at);
        boolean signed = first == '-' || first == '+';
        if (signed) {
            at++;
        }
        int start = at;
        while (at - start < MAX_YEAR_DIGITS && isDigit(text.charAt(at))) {
            at++;
        }
        int digits = at - start;
        if (signed ? digits < 4 : digits != 4) {
            throw malformed();
        }
        at = start;
        int year = number(digits);
        expect('-');
        int month = number(2);
        expect('-');
        return LocalDate.of(first == '-' ? -year : year, month, number(2));
    }

    private LocalTime readTime() {
        int hour = number(2);
        expect(':');
        int minute = number(2);
        int second = accept(':') ? number(2) : 0;
        return LocalTime.of(hour, minute, second, accept('.') ? fraction() : 0);
    }

    private int fraction() {
        int start = at;
        int nanos = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - start < NANO_DIGITS) {
            nanos = nanos * 10 + digit();
        }
        if (at == start) {
            throw malformed();
        }
        for (int missing = NANO_DIGITS - (at - start); missing > 0; missing--) {
            nanos *= 10;
        }
        return nanos;
    }

    private void readOffset() {
        if (accept('Z') || accept('z')) {
            offset = ZoneOffset.UTC;
        } else if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            int sign = text.charAt(at++) == '-' ? -1 : 1;
            int hours = number(2);
            int minutes = accept(':') || startsDigit() ? number(2) : 0;
            int seconds = accept(':') || startsDigit() ? number(2) : 0;
            if (minutes >= SECONDS_PER_MINUTE || seconds >= SECONDS_PER_MINUTE) {
                throw malformed();
            }
            offset = ZoneOffset.ofTotalSeconds(
                    sign * (hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds));
        }
        if (offset != null && accept('[')) {
            int end = text.indexOf(']', at);
            region = ZoneId.of(text.substring(at, end));
            at = end + 1;
        }
    }

    private void expectSeparator() {
        if (!accept('T') && !accept(' ') && !accept('t')) {
            throw malformed();
        }
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw malformed();
        }
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean startsDigit() {
        return at < text.length() && isDigit(text.charAt(at));
    }

    private int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + digit();
        }
        return value;
    }

    private int digit() {
        char digit = text.charAt(at++);
        if (!isDigit(digit)) {
            throw malformed();
        }
        return digit - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static DateTimeException malformed() {
        return new DateTimeException("malformed");
    }
}
