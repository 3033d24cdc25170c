package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.PortableType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Instants, local times and dates mean the same on every backend, wherever the program runs. */
public abstract class PortableTimeContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableTimeContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private void moments(PortableType type) {
        table("moments", "id " + type(PortableType.INTEGER), "moment " + type(type));
    }

    private void store(long id, Object moment) {
        value(db.execute("INSERT INTO moments VALUES (?, ?)", id, moment));
    }

    @Test
    void timestampTruncatesToMicros() {
        moments(PortableType.TIMESTAMP);
        store(1, Instant.parse("2026-05-04T03:02:01.123456789Z"));
        store(2, Instant.parse("2026-05-04T03:02:01.999999999Z"));

        assertThat(list(db.fetchAll(Instant.class, "SELECT moment FROM moments ORDER BY id")))
                .containsExactly(
                        Instant.parse("2026-05-04T03:02:01.123456Z"), Instant.parse("2026-05-04T03:02:01.999999Z"));
    }

    @Test
    void timestampBefore1970() {
        moments(PortableType.TIMESTAMP);
        var before = Instant.parse("1969-12-31T23:59:59.999999Z");
        var longBefore = Instant.parse("1815-06-18T11:30:00.000001Z");
        store(1, before);
        store(2, longBefore);
        store(3, Instant.EPOCH);

        assertThat(list(db.fetchAll(Instant.class, "SELECT moment FROM moments ORDER BY moment")))
                .containsExactly(longBefore, before, Instant.EPOCH);
        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM moments WHERE moment < ?", Instant.EPOCH)))
                .isEqualTo(2);
    }

    @Test
    void offsetDateTimeKeepsInstant() {
        moments(PortableType.TIMESTAMP);
        var inDelhi = OffsetDateTime.parse("2026-01-01T04:00:00+05:30");
        store(1, inDelhi);

        assertThat(value(db.fetchValue(Instant.class, "SELECT moment FROM moments")))
                .isEqualTo(inDelhi.toInstant());
        assertThat(value(db.fetchValue(OffsetDateTime.class, "SELECT moment FROM moments"))
                        .toInstant())
                .isEqualTo(inDelhi.toInstant());
    }

    @Test
    void localDateTimeIgnoresZone() {
        moments(PortableType.LOCAL_TIMESTAMP);
        // New York's clocks jump over this time.
        var skipped = LocalDateTime.parse("2026-03-08T02:30:00.000001");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            store(1, skipped);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

            assertThat(value(db.fetchValue(LocalDateTime.class, "SELECT moment FROM moments")))
                    .isEqualTo(skipped);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void dateHasNoTime() {
        moments(PortableType.DATE);
        List<LocalDate> dates = List.of(LocalDate.of(1582, 10, 15), LocalDate.of(2024, 2, 29));
        store(2, dates.get(1));
        store(1, dates.get(0));

        assertThat(list(db.fetchAll(LocalDate.class, "SELECT moment FROM moments ORDER BY moment")))
                .isEqualTo(dates);
    }
}
