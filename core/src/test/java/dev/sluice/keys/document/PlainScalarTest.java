package dev.sluice.keys.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What unquoted YAML is taken for, and how numbers are written, as SOPS's own libraries do it. */
class PlainScalarTest {

    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "-7, -7",
        "+5, 5",
        "-0, 0",
        "1_000, 1000",
        "0x1F, 31",
        "-0x1f, -31",
        "017, 15",
        "0o17, 15",
        "0b11, 3",
        "09, 9",
        "9223372036854775807, 9223372036854775807",
        "18446744073709551616, 18446744073709552000",
        "1.50, 1.5",
        "1., 1",
        ".5, 0.5",
        "-0.0, -0",
        "1e3, 1000",
        "1e-07, 0.0000001",
        "1e+21, 1000000000000000000000",
        "5.684341886080802e-14, 0.00000000000005684341886080802",
        ".inf, +Inf",
        "-.INF, -Inf",
        ".nan, NaN",
        "true, True",
        "FALSE, False",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2024-2-9, 2024-02-09T00:00:00Z",
        "2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
        "2024-02-29t1:2:3.50+02:00, 2024-02-29T01:02:03.5+02:00",
        "2024-02-29 12:34:56, 2024-02-29T12:34:56Z",
    })
    void writesOtherThanTextAsSopsHashesIt(String plain, String canonical) {
        Leaf leaf = PlainScalar.read(plain);

        assertThat(leaf.isString()).isFalse();
        assertThat(leaf.text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "y",
                "tRue",
                "nUll",
                "1.2.3",
                "0x",
                "1e",
                "e5",
                "-",
                "+",
                "0b2",
                "12:30",
                "2023-02-29",
                "2024-13-01",
                "2024-02-29T12:34:56",
                "2024-02-29 12:34:56Z",
                "99999-01-01",
                "a_1",
                "_1"
            })
    void takesAllElseForText(String plain) {
        Leaf leaf = PlainScalar.read(plain);

        assertThat(leaf.isString()).isTrue();
        assertThat(leaf.text()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void knowsNoValue(String plain) {
        assertThat(PlainScalar.read(plain).isNull()).isTrue();
    }

    @Test
    void writesNumbersSoThatTheyAreReadAgainAndNoShorterWayWouldDo() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String plain = Decimals.plain(value);
                assertThat(Double.parseDouble(plain)).isEqualTo(value);
                assertThat(digits(plain)).isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        }
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }
}
