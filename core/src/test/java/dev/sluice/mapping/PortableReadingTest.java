package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.error.MappingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PortableReadingTest {

    private static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final OffsetDateTime PLUS_ONE = OffsetDateTime.parse("2026-11-20T17:33:42.123456+01:00");

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grün";
            }
        }
    }

    static Stream<Arguments> integers() {
        return Stream.of(
                arguments(7L, byte.class, (byte) 7),
                arguments(-128L, Byte.class, (byte) -128),
                arguments(32767L, Short.class, (short) 32767),
                arguments(7L, int.class, 7),
                arguments((short) 7, Integer.class, 7),
                arguments(7, Long.class, 7L),
                arguments(Long.MIN_VALUE, long.class, Long.MIN_VALUE),
                arguments(new BigDecimal("7.00"), Long.class, 7L),
                arguments(7.0, Long.class, 7L),
                arguments(7.0f, Integer.class, 7),
                arguments("9223372036854775807", Long.class, Long.MAX_VALUE),
                arguments(new BigInteger("7"), Long.class, 7L),
                arguments(7L, BigInteger.class, BigInteger.valueOf(7)),
                arguments(
                        "123456789012345678901234567890",
                        BigInteger.class,
                        new BigInteger("123456789012345678901234567890")));
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                arguments("12345678901234567.89", BigDecimal.class, new BigDecimal("12345678901234567.89")),
                arguments("1.50", BigDecimal.class, new BigDecimal("1.50")),
                arguments(7L, BigDecimal.class, new BigDecimal("7")),
                arguments(0.1, BigDecimal.class, new BigDecimal("0.1")),
                arguments(0.1f, BigDecimal.class, new BigDecimal("0.1")),
                arguments(0.5, double.class, 0.5),
                arguments(0.5f, double.class, 0.5),
                arguments(1L << 53, double.class, 9007199254740992.0),
                arguments(new BigDecimal("0.1"), double.class, 0.1),
                arguments("NaN", double.class, Double.NaN),
                arguments("Infinity", double.class, Double.POSITIVE_INFINITY),
                arguments("-Infinity", Double.class, Double.NEGATIVE_INFINITY),
                arguments("1.5", Double.class, 1.5),
                arguments(0.5, float.class, 0.5f),
                arguments(Double.NaN, float.class, Float.NaN),
                arguments("-inf", Float.class, Float.NEGATIVE_INFINITY),
                arguments(1.5, Number.class, 1.5));
    }

    static Stream<Arguments> plain() {
        return Stream.of(
                arguments("text", String.class, "text"),
                arguments("", String.class, ""),
                arguments("\uD83D\uDE00", String.class, "\uD83D\uDE00"),
                arguments(7L, String.class, "7"),
                arguments(new BigDecimal("1E+3"), String.class, "1000"),
                arguments(ID, String.class, ID.toString()),
                arguments("x", char.class, 'x'),
                arguments('x', Character.class, 'x'),
                arguments(1L, boolean.class, true),
                arguments(0, Boolean.class, false),
                arguments(new BigDecimal("1.0"), Boolean.class, true),
                arguments("TRUE", boolean.class, true),
                arguments("0", boolean.class, false),
                arguments(true, boolean.class, true),
                arguments(new byte[] {1, 2}, byte[].class, new byte[] {1, 2}),
                arguments(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2), byte[].class, new byte[] {1, 2}),
                arguments(ID, UUID.class, ID),
                arguments(ID.toString().toUpperCase(Locale.ROOT), UUID.class, ID),
                arguments(uuidBytes(), UUID.class, ID),
                arguments(ByteBuffer.wrap(uuidBytes()), UUID.class, ID),
                arguments("RED", Color.class, Color.RED),
                arguments("GREEN", Color.class, Color.GREEN),
                arguments(Color.RED, Color.class, Color.RED),
                arguments("{\"a\":1}", Json.class, new Json("{\"a\":1}")),
                arguments(7L, Object.class, 7L),
                arguments(ByteBuffer.wrap(new byte[] {1}), Object.class, new byte[] {1}),
                arguments(
                        new Object[] {1, null, new String[] {"a"}},
                        Object.class,
                        Arrays.asList(1, null, List.of("a"))));
    }

    static Stream<Arguments> times() {
        Instant micros = Instant.parse("2026-11-20T16:33:42.123456Z");
        Instant seconds = Instant.parse("2026-11-20T16:33:42Z");
        return Stream.of(
                arguments(micros, Instant.class, micros),
                arguments(PLUS_ONE, Instant.class, micros),
                arguments(PLUS_ONE.toZonedDateTime(), Instant.class, micros),
                arguments("2026-11-20 16:33:42", Instant.class, seconds),
                arguments("2026-11-20T16:33:42.123456Z", Instant.class, micros),
                arguments("2026-11-20 17:33:42.123456+01", Instant.class, micros),
                arguments("1969-12-31T23:59:59.999999Z", Instant.class, Instant.ofEpochSecond(-1, 999_999_000)),
                arguments("9999-12-31T23:59:59.999999Z", Instant.class, Instant.parse("9999-12-31T23:59:59.999999Z")),
                arguments(micros, OffsetDateTime.class, micros.atOffset(ZoneOffset.UTC)),
                arguments("2026-11-20T17:33:42.123456+01:00", OffsetDateTime.class, PLUS_ONE),
                arguments("2026-11-20 16:33:42", OffsetDateTime.class, seconds.atOffset(ZoneOffset.UTC)),
                arguments(
                        "2026-11-20T17:33:42.123456+01:00[Europe/Berlin]",
                        ZonedDateTime.class,
                        micros.atZone(ZoneId.of("Europe/Berlin"))),
                arguments(PLUS_ONE, ZonedDateTime.class, PLUS_ONE.toZonedDateTime()),
                arguments("2026-11-20 16:33:42", LocalDateTime.class, LocalDateTime.parse("2026-11-20T16:33:42")),
                arguments("2026-11-20T16:33:42.1", LocalDateTime.class, LocalDateTime.parse("2026-11-20T16:33:42.1")),
                arguments("2026-11-20", LocalDateTime.class, LocalDateTime.parse("2026-11-20T00:00")),
                arguments(LocalDate.EPOCH, LocalDateTime.class, LocalDate.EPOCH.atStartOfDay()),
                arguments("2026-11-20", LocalDate.class, LocalDate.of(2026, 11, 20)),
                arguments("2026-11-20 00:00:00", LocalDate.class, LocalDate.of(2026, 11, 20)),
                arguments("0001-01-01", LocalDate.class, LocalDate.of(1, 1, 1)),
                arguments("16:33", LocalTime.class, LocalTime.of(16, 33)),
                arguments("16:33:42.000001", LocalTime.class, LocalTime.of(16, 33, 42, 1_000)),
                arguments(1_500_000L, Duration.class, Duration.ofMillis(1500)),
                arguments(-1L, Duration.class, Duration.ofNanos(-1000)),
                arguments("PT1.5S", Duration.class, Duration.ofMillis(1500)),
                arguments(Duration.ZERO, Duration.class, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource({"integers", "decimals", "plain", "times"})
    void readsWhatDriversHandOver(Object raw, Class<?> target, Object expected) {
        assertThat((Object) FakeRow.of("c", raw).as(target)).isEqualTo(expected);
    }

    static Stream<Arguments> refusals() {
        String huge = "9".repeat(200_000);
        return Stream.of(
                arguments(128L, byte.class, "outside the range of java.lang.Byte"),
                arguments(32768L, short.class, "outside the range of java.lang.Short"),
                arguments(1L << 31, int.class, "outside the range of java.lang.Integer"),
                arguments(new BigInteger("9223372036854775808"), long.class, "outside the range of java.lang.Long"),
                arguments("9223372036854775808", long.class, "outside the range of java.lang.Long"),
                arguments(1.5, int.class, "would lose its value"),
                arguments(1e17, long.class, "would lose its value"),
                arguments(Double.NaN, int.class, "NaN or an infinity cannot become"),
                arguments((1L << 53) + 1, double.class, "would lose its value"),
                arguments(Long.MAX_VALUE, double.class, "would lose its value"),
                arguments((1L << 24) + 1, float.class, "would lose its value"),
                arguments(1e300, float.class, "outside the range of java.lang.Float"),
                arguments("1e400", double.class, "outside the range of java.lang.Double"),
                arguments(new BigDecimal("1e400"), double.class, "outside the range of java.lang.Double"),
                arguments("1E+1000000000", BigInteger.class, "more than 150000 digits"),
                arguments("1E+1000000000", long.class, "would lose its value"),
                arguments(huge, BigDecimal.class, "text that is no number"),
                arguments("seven", int.class, "text that is no number"),
                arguments("1d", double.class, "text that is no number"),
                arguments(Double.POSITIVE_INFINITY, BigDecimal.class, "NaN or an infinity cannot become"),
                arguments(true, int.class, "a java.lang.Boolean cannot become a java.lang.Integer"),
                arguments(2L, boolean.class, "only true, false, 0 and 1"),
                arguments(0.5, boolean.class, "only true, false, 0 and 1"),
                arguments("yes", boolean.class, "only true, false, 0 and 1"),
                arguments(1.5, String.class, "cast the column to text"),
                arguments("xy", char.class, "not exactly one char"),
                arguments("\uD83D\uDE00", char.class, "not exactly one char"),
                arguments("text", byte[].class, "give the column a binary type"),
                arguments("1-1-1-1-1", UUID.class, "that is no UUID"),
                arguments(new byte[15], UUID.class, "that is no UUID"),
                arguments("red", Color.class, "store one of [RED, GREEN]"),
                arguments(0, Color.class, "store one of [RED, GREEN]"),
                arguments(1795192422L, Instant.class, "numbers need a Converter"),
                arguments(1795192422L, LocalDateTime.class, "numbers need a Converter"),
                arguments(LocalDateTime.of(2026, 11, 20, 16, 33), Instant.class, "a type with a time zone"),
                arguments("2026-11-20", Instant.class, "text without date and time of day"),
                arguments("16:33", OffsetDateTime.class, "text without date and time of day"),
                arguments(PLUS_ONE, LocalDateTime.class, "read a value that has an offset as Instant"),
                arguments("2026-11-20T16:33:42Z", LocalDateTime.class, "read a value that has an offset as Instant"),
                arguments("2026-11-20 16:33:42", LocalDate.class, "with a time of day"),
                arguments("2026-11-20 16:33:42", LocalTime.class, "read a value that has a date as LocalDateTime"),
                arguments("soon", Duration.class, "no ISO 8601 duration"),
                arguments(1.5, Duration.class, "would lose its value"),
                arguments(new BitSet(), UUID.class, "a java.util.BitSet that is no UUID"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatDoesNotFitWithoutShowingTheValue(Object raw, Class<?> target, String reason) {
        var row = FakeRow.of("amount", raw);

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> row.as(target))
                .withMessageStartingWith("Column \"amount\" (1 of 1) of row 17, for " + target.getTypeName() + ": ")
                .withMessageContaining(reason)
                .satisfies(failure -> {
                    assertThat(failure.column()).isEqualTo("amount");
                    assertThat(failure.row()).isEqualTo(17);
                    assertThat(failure).hasNoCause();
                    if (raw instanceof String text && text.length() > 3) {
                        assertThat(failure.getMessage()).doesNotContain(text);
                    }
                });
    }

    @Test
    void leavesTheDriversBufferUntouched() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2});

        FakeRow.of("c", buffer).as(byte[].class);

        assertThat(buffer.remaining()).isEqualTo(2);
    }

    @Test
    void readsNullAsNullButNotAsAPrimitive() {
        var row = FakeRow.of("c", null);

        assertThat(row.orNull(Mapper.standard(), Integer.class)).isNull();
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> row.as(int.class))
                .withMessageContaining("null cannot become a primitive; declare the wrapper class or Optional");
    }

    private static byte[] uuidBytes() {
        return ByteBuffer.allocate(16)
                .putLong(ID.getMostSignificantBits())
                .putLong(ID.getLeastSignificantBits())
                .array();
    }
}
