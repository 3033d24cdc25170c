package dev.sluice.sqlite.spring;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;

/**
 * What SQLite stores as text or a number, as the property it was written from. Spring Data asks for a column's value
 * without saying which type it wants, and gets it in SQLite's storage class.
 */
@ReadingConverter
final class StoredValueConverter implements GenericConverter {

    private static final Map<Class<?>, Function<String, Object>> OF_TEXT = Map.of(
            Instant.class, text -> Instant.parse(zoned(text)),
            OffsetDateTime.class, text -> OffsetDateTime.parse(zoned(text)),
            LocalDateTime.class, text -> LocalDateTime.parse(withT(text)),
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse);

    private static final Map<Class<?>, Function<Number, Object>> OF_NUMBER = Map.of(
            Boolean.class, number -> number.longValue() != 0,
            Duration.class, number -> Duration.of(number.longValue(), ChronoUnit.MICROS));

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        Stream<ConvertiblePair> text = OF_TEXT.keySet().stream().map(type -> new ConvertiblePair(String.class, type));
        Stream<ConvertiblePair> numbers = OF_NUMBER.keySet().stream()
                .flatMap(type -> Stream.of(Integer.class, Long.class).map(from -> new ConvertiblePair(from, type)));
        return Stream.concat(text, numbers).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
        Class<?> wanted = to.getObjectType();
        if (source instanceof Number number && OF_NUMBER.containsKey(wanted)) {
            return OF_NUMBER.get(wanted).apply(number);
        }
        return source instanceof String text && OF_TEXT.containsKey(wanted)
                ? OF_TEXT.get(wanted).apply(text)
                : source;
    }

    /** SQLite's own functions write a blank where ISO 8601 has a T. */
    private static String withT(String text) {
        return text.replace(' ', 'T');
    }

    /** And they write no zone, but mean UTC. */
    private static String zoned(String text) {
        String moment = withT(text);
        boolean bare =
                moment.indexOf('Z') < 0 && moment.indexOf('+') < 0 && moment.lastIndexOf('-') < moment.indexOf('T');
        return bare ? moment + "Z" : moment;
    }
}
