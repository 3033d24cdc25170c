package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    private enum Mode {
        WAL,
        READ_ONLY
    }

    private static final Setting<Duration> WAIT = Setting.duration("acquireTimeout")
            .range(Duration.ofSeconds(1), Duration.ofMinutes(5))
            .defaultsTo(Duration.ofSeconds(30))
            .describedAs("How long to wait.");
    private static final Setting<Duration> ANY_DURATION =
            Setting.duration("any").describedAs("Any.");
    private static final Setting<Long> SIZE = Setting.bytes("cacheSize").describedAs("Bytes.");
    private static final Setting<Mode> MODE = Setting.choice("mode", Mode.class).describedAs("Mode.");
    private static final Setting<String> SECRET = Setting.text("key").secret().describedAs("The key.");

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "30, PT30S",
        "30.0, PT30S",
        "0.5, PT0.5S",
        "1.5m, PT90S",
        "2h, PT2H",
        "1d, PT24H",
        "PT30S, PT30S",
        "' 30 s ', PT30S",
        "0, PT0S",
        "-5s, PT-5S",
        "0.000000001, PT0.000000001S"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(ANY_DURATION.parse(text, "test")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "30S",
                "30 sec",
                "1e3",
                "1,5s",
                "0x10",
                "٣s",
                "0.0000000001s",
                "P1Y",
                "--5s",
                "30s 5ms"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> ANY_DURATION.parse(text, "test")).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "64KiB, 65536",
        "8MiB, 8388608",
        "1GiB, 1073741824",
        "8MB, 8000000",
        "3 kB, 3000",
        "3KB, 3000",
        "2GB, 2000000000",
        "5B, 5",
        "-1, -1"
    })
    void readsBytes(String text, long expected) {
        assertThat(SIZE.parse(text, "test")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8M", "8mb", "8.5MB", "", "999999999999999999GiB", "1_000"})
    void refusesWhatIsNoNumberOfBytes(String text) {
        assertThatThrownBy(() -> SIZE.parse(text, "test")).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "READ_ONLY", "Read-Only"})
    void readsChoicesInAnySpelling(String text) {
        assertThat(MODE.parse(text, "test")).isEqualTo(Mode.READ_ONLY);
    }

    @Test
    void namesTheChoicesWhenNoneMatches() {
        assertThatThrownBy(() -> MODE.parse("rollback", "URL parameter mode"))
                .hasMessage("mode must be one of wal, read-only, was \"rollback\" (URL parameter mode)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "on", ""})
    void readsFlagsOnlyFromTrueAndFalse(String text) {
        Setting<Boolean> echo = Setting.flag("sqlEcho").describedAs("Echo.");

        assertThat(echo.parse("TRUE", "test")).isTrue();
        assertThat(echo.parse("false", "test")).isFalse();
        assertThatThrownBy(() -> echo.parse(text, "test")).hasMessageContaining("true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x1p3", "1d", "1e5", "", "."})
    void refusesNumbersThatNobodyMeans(String text) {
        Setting<Double> ratio = Setting.decimal("ratio").describedAs("Ratio.");

        assertThat(ratio.parse("0.25", "test")).isEqualTo(0.25);
        assertThatThrownBy(() -> ratio.parse(text, "test")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void namesSettingValueOriginAndRangeOfAnUnreadableValue() {
        assertThatThrownBy(() -> WAIT.parse("soon", "environment variable SLUICE_ACQUIRE_TIMEOUT"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "acquireTimeout must be a duration such as 500ms, 30s, 5m or PT30S (a bare number is seconds)"
                                + " between 1s and 5m, was \"soon\" (environment variable SLUICE_ACQUIRE_TIMEOUT)");
    }

    @ParameterizedTest
    @CsvSource({"999ms, 999ms", "301, 301s", "0, 0s", "-1s, -1s"})
    void refusesValuesOutOfRangeInsteadOfClampingThem(String text, String shown) {
        assertThatThrownBy(() -> WAIT.parse(text, "code"))
                .hasMessageContaining("between 1s and 5m, was " + shown + " (code)");
    }

    @Test
    void acceptsBothEndsOfTheRange() {
        assertThat(WAIT.parse("1s", "test")).isEqualTo(Duration.ofSeconds(1));
        assertThat(WAIT.parse("5m", "test")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void checksValuesGivenAsObjects() {
        assertThat(WAIT.check(Duration.ofSeconds(2), "code")).isEqualTo(Duration.ofSeconds(2));
        assertThat(WAIT.check("2s", "code")).isEqualTo(Duration.ofSeconds(2));
        assertThat(SIZE.check(4096, "code")).isEqualTo(4096L);
        assertThatThrownBy(() -> WAIT.check(Duration.ZERO, "code")).hasMessageContaining("was 0s");
        assertThatThrownBy(() -> WAIT.check(5, "code")).hasMessageContaining("was a java.lang.Integer");
        assertThatThrownBy(() -> Setting.integer("n").describedAs("N.").check(5L, "code"))
                .hasMessageContaining("was a java.lang.Long");
    }

    @Test
    void neverPrintsASecret() {
        Setting<Integer> pin = Setting.integer("pin").range(1, 9).secret().describedAs("Pin.");

        assertThatThrownBy(() -> pin.parse("hunter2", "code")).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> pin.parse("4711", "code"))
                .hasMessageNotContaining("4711")
                .hasMessageContaining("between 1 and 9");
        assertThat(SECRET.defaultDescription()).isEqualTo("none");
        assertThat(Setting.text("key")
                        .defaultsTo("hunter2")
                        .secret()
                        .describedAs("Key.")
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void escapesAndCutsValuesInMessages() {
        assertThatThrownBy(() -> WAIT.parse("a\r\nb\u202e" + "x".repeat(500), "code"))
                .hasMessageContaining("a\\u000d\\u000ab\\u202ex")
                .hasMessageContaining("x…\"")
                .hasMessageNotContainingAny("\n", "\u202e", "x".repeat(100));
    }

    @Test
    void describesItselfForTheReference() {
        assertThat(WAIT.environmentVariable()).isEqualTo("SLUICE_ACQUIRE_TIMEOUT");
        assertThat(WAIT.range()).contains("1s to 5m");
        assertThat(WAIT.defaultDescription()).isEqualTo("30s");
        assertThat(MODE.typeDescription()).isEqualTo("one of wal, read-only");
        assertThat(WAIT).hasToString("acquireTimeout: duration 1s to 5m, default 30s");
    }

    @Test
    void refusesWrongDeclarations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.text("SQLEcho").describedAs("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.integer("n").range(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.text("n").range("a", "b"));
        assertThatThrownBy(
                        () -> Setting.integer("n").defaultsTo(11).range(1, 10).describedAs("N."))
                .hasMessage("n must be a whole number between 1 and 10, was 11 (default)");
    }

    @Test
    void writesDurationsAndBytesAsItReadsThem() {
        assertThat(DurationText.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
        assertThat(DurationText.format(Duration.ofDays(1))).isEqualTo("24h");
        assertThat(DurationText.format(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
        assertThat(ByteText.format(8L << 20)).isEqualTo("8MiB");
        assertThat(ByteText.format(5L << 10)).isEqualTo("5KiB");
        assertThat(ByteText.format(1L << 30)).isEqualTo("1GiB");
        assertThat(ByteText.format(1000L)).isEqualTo("1000");
    }
}
