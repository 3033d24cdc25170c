package dev.sluice.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Reads dates, times and durations. Text without an offset is UTC where an instant is asked for, since that is what
 * SQLite's own clock functions write; a driver's LocalDateTime is not, since its column declared to have no zone. Numbers
 * are never guessed to be seconds or milliseconds.
 */
final class TemporalReaders {

    private static final String ZONED =
            "give the column a type with a time zone, or read it as LocalDateTime; numbers need a Converter, because"
                    + " their unit is not known";
    private static final String LOCAL =
            "read a value that has an offset as Instant or OffsetDateTime; numbers need a Converter, because their unit"
                    + " is not known";

    private TemporalReaders() {}

    static Object toInstant(Object raw) {
        return raw instanceof Instant ? raw : zoned(raw, Instant.class).toInstant();
    }

    static Object toOffsetDateTime(Object raw) {
        return raw instanceof OffsetDateTime
                ? raw
                : zoned(raw, OffsetDateTime.class).toOffsetDateTime();
    }

    static Object toZonedDateTime(Object raw) {
        return raw instanceof ZonedDateTime ? raw : zoned(raw, ZonedDateTime.class);
    }

    static Object toLocalDateTime(Object raw) {
        if (raw instanceof LocalDateTime) {
            return raw;
        }
        if (raw instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        TemporalText text = text(raw, LocalDateTime.class, LOCAL);
        LocalDate date = text.date();
        if (date == null || text.offset() != null) {
            throw Unreadable.of(raw, LocalDateTime.class, LOCAL);
        }
        return LocalDateTime.of(date, Objects.requireNonNullElse(text.time(), LocalTime.MIDNIGHT));
    }

    static Object toLocalDate(Object raw) {
        if (raw instanceof LocalDate) {
            return raw;
        }
        LocalDateTime dateTime = (LocalDateTime) toLocalDateTime(raw);
        if (!dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new Unreadable(
                    "a " + raw.getClass().getTypeName() + " with a time of day cannot become a LocalDate",
                    "read it as LocalDateTime");
        }
        return dateTime.toLocalDate();
    }

    static Object toLocalTime(Object raw) {
        if (raw instanceof LocalTime) {
            return raw;
        }
        TemporalText text = text(raw, LocalTime.class, "store times as text such as 16:33:42");
        LocalTime time = text.time();
        if (time == null || text.date() != null) {
            throw Unreadable.of(raw, LocalTime.class, "read a value that has a date as LocalDateTime");
        }
        return time;
    }

    static Object toDuration(Object raw) {
        if (raw instanceof Duration) {
            return raw;
        }
        if (raw instanceof String text) {
            try {
                return Duration.parse(text);
            } catch (DateTimeException malformed) {
                // Not kept as the cause: its message quotes the value.
                throw new Unreadable(
                        "text that is no ISO 8601 duration", "store durations as BIGINT microseconds, or as PT1H30M");
            }
        }
        if (raw instanceof Number) {
            return Duration.of((Long) NumberReaders.toLong(raw), ChronoUnit.MICROS);
        }
        throw Unreadable.of(raw, Duration.class, "store durations as BIGINT microseconds");
    }

    private static ZonedDateTime zoned(Object raw, Class<?> target) {
        if (raw instanceof OffsetDateTime value) {
            return value.toZonedDateTime();
        }
        if (raw instanceof ZonedDateTime value) {
            return value;
        }
        if (raw instanceof Instant value) {
            return value.atZone(ZoneOffset.UTC);
        }
        TemporalText text = text(raw, target, ZONED);
        LocalDate date = text.date();
        LocalTime time = text.time();
        if (date == null || time == null) {
            throw new Unreadable(
                    "text without date and time of day cannot become a " + target.getTypeName(),
                    "read it as LocalDate or LocalTime");
        }
        return zoned(LocalDateTime.of(date, time), text);
    }

    private static ZonedDateTime zoned(LocalDateTime local, TemporalText text) {
        ZoneOffset offset = Objects.requireNonNullElse(text.offset(), ZoneOffset.UTC);
        return text.region() == null
                ? local.atZone(offset)
                : ZonedDateTime.ofInstant(local, offset, Objects.requireNonNull(text.region()));
    }

    private static TemporalText text(Object raw, Class<?> target, String remedy) {
        if (raw instanceof String text) {
            return TemporalText.parse(text);
        }
        throw Unreadable.of(raw, target, remedy);
    }
}
