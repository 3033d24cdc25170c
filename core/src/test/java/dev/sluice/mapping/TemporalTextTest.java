package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "2026",
                "2026-11",
                "2026-1-2",
                "2026-11-2O",
                "2026-11-20X16:33",
                "2026-11-20T",
                "2026-11-20T16",
                "2026-11-20T16:33:",
                "2026-11-20T16:33:42.",
                "2026-11-20T16:33:42.1234567890",
                "2026-11-20T16:33:42,5",
                "2026-11-20T24:00:00",
                "2026-11-20T16:60",
                "2026-11-20T16:33:60Z",
                "2026-02-29",
                "2026-13-01",
                "2026-11-20T16:33:42+",
                "2026-11-20T16:33:42+1",
                "2026-11-20T16:33:42+19:00",
                "2026-11-20T16:33:42+01:60",
                "2026-11-20T16:33:42Z[",
                "2026-11-20T16:33:42Z[Nowhere/Atlantis]",
                "2026-11-20T16:33:42Z ",
                " 2026-11-20",
                "02026-11-20",
                "-999-11-20",
                "10000-01-01",
                "+1234567890-01-01",
                "16:33 ",
                "16:33Z",
                "٢٠٢٦-١١-٢٠"
            })
    void refusesWhatIsNoDateOrTime(String text) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> TemporalText.parse(text))
                .withMessageStartingWith("text that is no ISO 8601 date or time; store it as");
    }

    @Test
    void readsEveryPart() {
        TemporalText text = TemporalText.parse("2026-11-20t16:33:42.000000001-0330[America/St_Johns]");

        assertThat(text.date()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(text.time()).isEqualTo(LocalTime.of(16, 33, 42, 1));
        assertThat(text.offset()).isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
        assertThat(text.region()).isEqualTo(ZoneId.of("America/St_Johns"));
    }

    @Test
    void readsYearsBeyondFourDigitsWithASign() {
        assertThat(TemporalText.parse("+10000-01-01").date()).isEqualTo(LocalDate.of(10_000, 1, 1));
        assertThat(TemporalText.parse("-0044-03-15").date()).isEqualTo(LocalDate.of(-44, 3, 15));
        assertThat(TemporalText.parse("0000-01-01").date()).isEqualTo(LocalDate.of(0, 1, 1));
    }

    @Test
    void readsWhateverTheJdkWrites() {
        var random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-100_000_000_000L, 253_402_300_800L), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
            var written = instant.atOffset(offset);

            TemporalText read = TemporalText.parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(written));

            assertThat(read.date()).isEqualTo(written.toLocalDate());
            assertThat(read.time()).isEqualTo(written.toLocalTime());
            assertThat(read.offset()).isEqualTo(offset);
        }
    }
}
