package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.error.ParameterException;
import io.r2dbc.spi.Parameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {

    private static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grün";
            }
        }
    }

    static Stream<Object> unchanged() {
        return Stream.of(
                "text",
                "\uD83D\uDE00",
                "",
                true,
                (byte) 1,
                (short) 1,
                1,
                1L,
                1.5f,
                Double.NaN,
                BigInteger.TEN,
                new BigDecimal("1.50"),
                ID,
                new Json("{}"),
                LocalDate.MIN,
                new byte[] {1},
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                Parameters.in(Integer.class));
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void keepsPortableValues(Object value) {
        assertThat(Mapper.standard().write(value)).isEqualTo(value).hasSameClassAs(value);
    }

    static Stream<Arguments> changed() {
        return Stream.of(
                arguments('x', "x"),
                arguments(CharBuffer.wrap("ab"), "ab"),
                arguments(Color.RED, "RED"),
                arguments(Color.GREEN, "GREEN"),
                arguments(Optional.of(Color.RED), "RED"),
                arguments(Optional.empty(), null),
                arguments(Duration.ofMillis(1500), 1_500_000L),
                arguments(Duration.ofNanos(1999), 1L),
                arguments(Duration.ofNanos(-1), -1L),
                arguments(ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), new byte[] {1, 2}),
                arguments(Instant.ofEpochSecond(1, 999_999_999), Instant.ofEpochSecond(1, 999_999_000)),
                arguments(Instant.ofEpochSecond(-1, 1), Instant.ofEpochSecond(-1)),
                arguments(
                        LocalDateTime.parse("1969-12-31T23:59:59.999999999"),
                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                arguments(LocalTime.of(0, 0, 0, 1_999), LocalTime.of(0, 0, 0, 1_000)),
                arguments(
                        OffsetDateTime.parse("1900-01-01T00:00:00.123456789+05:30"),
                        OffsetDateTime.parse("1900-01-01T00:00:00.123456+05:30")),
                arguments(
                        ZonedDateTime.parse("2026-11-20T17:33:42.123456789+01:00[Europe/Berlin]"),
                        OffsetDateTime.parse("2026-11-20T17:33:42.123456+01:00")),
                arguments(List.of(Color.RED, 'x', 1), List.of("RED", "x", 1)),
                arguments(Arrays.asList(1, null, Optional.empty()), Arrays.asList(1, null, null)),
                arguments(new LinkedHashSet<>(List.of(2, 1)), List.of(2, 1)),
                arguments(new int[] {1, 2}, List.of(1, 2)),
                arguments(new Color[] {Color.RED, null}, Arrays.asList("RED", null)));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void turnsOtherValuesIntoPortableOnes(Object value, Object expected) {
        assertThat(Mapper.standard().write(value)).isEqualTo(expected);
    }

    @Test
    void keepsDurationsFarBeyondNanoseconds() {
        Duration long290ky = Duration.ofDays(106_000_000);

        Object written = Mapper.standard().write(long290ky);

        assertThat(FakeRow.of("d", written).as(Duration.class)).isEqualTo(long290ky);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\0", "secret\uD83D", "\uDE00secret", "secret\uD83D\uD83D\uDE00"})
    void refusesTextThatDriversWouldDamage(String text) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write("name", text))
                .withMessageStartingWith("Parameter name: text with ")
                .withMessageContaining("cannot be stored")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"))
                .satisfies(failure -> assertThat(failure.parameter()).isEqualTo("name"));
    }

    @Test
    void refusesUnknownClassesNamingThemButNotTheValue() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write("2", java.net.URI.create("secret:x")))
                .withMessage("Parameter 2: a java.net.URI is no portable value; convert it, or register a Converter for"
                        + " its class (for JSON: Jackson.converter)");
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write("2", List.of(new Object())))
                .withMessageContaining("a java.lang.Object is no portable value");
    }

    @Test
    void refusesJsonThatDriversWouldDamage() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write(new Json("{\"a\":\"\uD83D\"}")))
                .withMessageContaining("half a surrogate pair");
    }

    @Test
    void refusesDurationsThatOverflow() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageContaining("does not fit microseconds in 64 bits");
    }

    @ParameterizedTest
    @MethodSource("portableTypes")
    void tellsTheClassNullIsBoundWith(Class<?> declared, Class<?> expected) {
        assertThat(Mapper.standard().portableType(declared)).isEqualTo(expected);
    }

    static Stream<Arguments> portableTypes() {
        return Stream.of(
                arguments(int.class, Integer.class),
                arguments(char.class, String.class),
                arguments(CharSequence.class, String.class),
                arguments(Color.class, String.class),
                arguments(Duration.class, Long.class),
                arguments(ZonedDateTime.class, OffsetDateTime.class),
                arguments(Instant.class, Instant.class),
                arguments(byte[].class, byte[].class),
                arguments(String[].class, List.class),
                arguments(ArrayList.class, List.class),
                arguments(Collection.class, List.class),
                arguments(Object.class, Object.class));
    }
}
