package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The same mapping through a real driver. */
class H2MappingTest {

    enum Color {
        RED
    }

    @SuppressWarnings("ArrayRecordComponent") // what is under test
    record Everything(
            byte tiny,
            short small,
            int medium,
            long big,
            BigDecimal price,
            float single,
            double real,
            boolean flag,
            String name,
            char letter,
            UUID id,
            byte[] data,
            LocalDate day,
            LocalTime hour,
            LocalDateTime local,
            Instant instant,
            OffsetDateTime offset,
            Duration duration,
            Color color,
            Json json,
            List<@Nullable String> tags,
            Optional<String> none) {}

    private static final String ROW = """
        SELECT CAST(-1 AS TINYINT) AS tiny, CAST(2 AS SMALLINT) AS small, 3 AS medium, CAST(4 AS BIGINT) AS big,
               CAST('12345678901234567.890' AS DECIMAL(20, 3)) AS price, CAST(0.5 AS REAL) AS single,
               CAST(0.25 AS DOUBLE PRECISION) AS "real", TRUE AS flag, 'Ünïcode' AS name, 'x' AS letter,
               CAST('0f8fad5b-d9cb-469f-a165-70867728950e' AS UUID) AS id, X'0102' AS data,
               DATE '1969-12-31' AS "day", TIME '16:33:42' AS "HOUR",
               TIMESTAMP '9999-12-31 23:59:59.999999' AS "local",
               TIMESTAMP WITH TIME ZONE '1969-12-31 23:59:59.999999+00:00' AS instant,
               TIMESTAMP WITH TIME ZONE '2026-11-20 17:33:42+01:00' AS "OFFSET", CAST(1500000 AS BIGINT) AS duration,
               'RED' AS color, JSON '{"a":1}' AS json, ARRAY['a', NULL] AS tags, CAST(NULL AS VARCHAR) AS none
        """;

    @Test
    void mapsEveryPortableValue() {
        StepVerifier.create(query(Everything.class, ROW))
                .assertNext(row -> assertThat(row)
                        .usingRecursiveComparison()
                        .isEqualTo(new Everything(
                                (byte) -1,
                                (short) 2,
                                3,
                                4,
                                new BigDecimal("12345678901234567.890"),
                                0.5f,
                                0.25,
                                true,
                                "Ünïcode",
                                'x',
                                UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"),
                                new byte[] {1, 2},
                                LocalDate.of(1969, 12, 31),
                                LocalTime.of(16, 33, 42),
                                LocalDateTime.parse("9999-12-31T23:59:59.999999"),
                                Instant.parse("1969-12-31T23:59:59.999999Z"),
                                OffsetDateTime.of(2026, 11, 20, 17, 33, 42, 0, ZoneOffset.ofHours(1)),
                                Duration.ofMillis(1500),
                                Color.RED,
                                new Json("{\"a\":1}"),
                                Arrays.asList("a", null),
                                Optional.empty())))
                .verifyComplete();
    }

    @Test
    void mapsScalarsAndMaps() {
        StepVerifier.create(query(Long.class, "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 3)"))
                .expectNext(3L)
                .verifyComplete();
        StepVerifier.create(query(double.class, "SELECT CAST('NaN' AS DOUBLE PRECISION)"))
                .expectNext(Double.NaN)
                .verifyComplete();
        StepVerifier.create(query(Map.class, "SELECT 1 AS one, X'41' AS data, ARRAY[1, 2] AS list"))
                .assertNext(map -> assertThat((Object) map)
                        .usingRecursiveComparison()
                        .isEqualTo(Map.of(
                                "ONE", 1, "DATA", "A".getBytes(StandardCharsets.US_ASCII), "LIST", List.of(1, 2))))
                .verifyComplete();
    }

    @Test
    void readsLargeObjects() {
        @SuppressWarnings("ArrayRecordComponent") // what is under test
        record Large(String text, byte[] data) {}

        StepVerifier.create(query(Large.class, "SELECT CAST('abc' AS CLOB) AS text, CAST(X'0102' AS BLOB) AS data"))
                .assertNext(large -> {
                    assertThat(large.text()).isEqualTo("abc");
                    assertThat(large.data()).containsExactly(1, 2);
                })
                .verifyComplete();
    }

    private static <T> Flux<T> query(Class<T> type, String sql) {
        var factory = new H2ConnectionFactory(
                H2ConnectionConfiguration.builder().inMemory("mapping").build());
        var number = new AtomicLong();
        return Flux.usingWhen(
                factory.create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .flatMap(result -> result.map((row, metadata) -> Optional.ofNullable(Mapper.standard()
                                        .reader(type, metadata.getColumnMetadatas())
                                        .read(row, number.incrementAndGet()))
                                .orElseThrow())),
                connection -> connection.close());
    }
}
