package dev.sluice.sqlite;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Dates and times as text: ISO 8601 with microseconds and of fixed width, so that text orders as time does. Reads also
 * what SQLite's own functions write, {@code 2026-11-20 16:33:42}, which is UTC.
 */
final class TemporalText {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter();

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(TIME)
            .toFormatter();

    private TemporalText() {}

    static String of(Instant value) {
        return DATE_TIME.format(value.atOffset(ZoneOffset.UTC)) + "Z";
    }

    static String of(LocalDateTime value) {
        return DATE_TIME.format(value);
    }

    static String of(LocalDate value) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(value);
    }

    static String of(LocalTime value) {
        return TIME.format(value);
    }

    static Instant instant(String text) {
        return offsetDateTime(text).toInstant();
    }

    static OffsetDateTime offsetDateTime(String text) {
        String iso = iso(text);
        int time = iso.indexOf('T');
        boolean zoned = iso.endsWith("Z") || (time > 0 && (iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0));
        return zoned ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
    }

    static LocalDateTime localDateTime(String text) {
        return LocalDateTime.parse(iso(text));
    }

    static LocalDate localDate(String text) {
        return LocalDate.parse(text);
    }

    static LocalTime localTime(String text) {
        return LocalTime.parse(text);
    }

    private static String iso(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }
}
