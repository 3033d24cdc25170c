package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class StatementTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() {
        database = TestDatabase.of(SqliteOptions.privateMemory());
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL CHECK (name <> ''),"
                + " price TEXT COLLATE DECIMAL)");
        connection = database.connect();
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Object> values() {
        return Stream.of(
                1L,
                2,
                (short) 3,
                (byte) 4,
                true,
                false,
                1.5,
                2.5f,
                "text ü",
                'c',
                new BigDecimal("12345678901234567.890"),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                Instant.parse("1969-12-31T23:59:59.000001Z"),
                OffsetDateTime.parse("2026-11-20T16:33:42.123456Z"),
                LocalDateTime.parse("2026-11-20T16:33:42.100"),
                LocalDate.parse("2026-11-20"),
                LocalTime.parse("16:33:42"),
                Duration.ofMillis(1_500),
                ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @MethodSource("values")
    void roundTripsPortableValues(Object value) {
        Class<?> type = value instanceof ByteBuffer ? ByteBuffer.class : value.getClass();
        Object read = rows(connection, type, "SELECT ?", value).blockFirst();
        assertThat(read).isEqualTo(value);
    }

    @Test
    void storesInstantsSoThatTextOrdersAsTimeDoes() {
        assertThat(rows(connection, String.class, "SELECT ?", Instant.parse("2026-11-20T16:33:42Z"))
                        .blockFirst())
                .isEqualTo("2026-11-20T16:33:42.000000Z");
        assertThat(rows(connection, Instant.class, "SELECT datetime('2026-11-20 16:33:42')")
                        .blockFirst())
                .isEqualTo(Instant.parse("2026-11-20T16:33:42Z"));
    }

    @Test
    void decimalsKeepTheirScaleOrderByValueAndSumExactly() {
        Statement insert = connection.createStatement("INSERT INTO t (name, price) VALUES ('x', ?)");
        Stream.of("10.00", "9.5", "-1", "12345678901234567.89", "0.11")
                .forEach(price -> insert.bind(0, new BigDecimal(price)).add());
        insert.bind(0, new BigDecimal("100"));
        Flux.from(insert.execute()).blockLast();

        assertThat(database.query(String.class, "SELECT price FROM t ORDER BY price"))
                .containsExactly("-1", "0.11", "9.5", "10.00", "100", "12345678901234567.89");
        assertThat(database.query(BigDecimal.class, "SELECT decimal_sum(price) FROM t"))
                .containsExactly(new BigDecimal("12345678901234686.50"));
        assertThat(database.query(Boolean.class, "SELECT decimal_sum(price) IS NULL FROM t WHERE id > 99"))
                .containsExactly(true);
        assertThat(database.query(Long.class, "SELECT count(*) FROM t WHERE price = '10'"))
                .containsExactly(1L);
    }

    @Test
    void bindsByNameAlsoWhereANameStandsTwice() {
        Statement statement = connection.createStatement("SELECT :a || :b || :a");
        statement.bind("a", "x").bind(":b", "y");
        StepVerifier.create(Flux.from(statement.execute()).concatMap(r -> r.map(row -> row.get(0))))
                .expectNext("xyx")
                .verifyComplete();
    }

    @Test
    void bindsParametersAcrossTheStatementsOfOneText() {
        Statement statement =
                connection.createStatement("INSERT INTO t (id, name) VALUES (?, ?); SELECT name FROM t WHERE id = ?");
        statement.bind(0, 1).bind(1, "a;b").bind(2, 1);
        StepVerifier.create(Flux.from(statement.execute()).concatMap(r -> r.map(row -> row.get("NAME", String.class))))
                .expectNext("a;b")
                .verifyComplete();
    }

    @Test
    void keepsASemicolonInATriggerTogether() {
        database.update("CREATE TRIGGER up AFTER INSERT ON t BEGIN UPDATE t SET name = upper(name) WHERE id = new.id;"
                + " SELECT 1; END; INSERT INTO t (name) VALUES ('a')");
        assertThat(database.query(String.class, "SELECT name FROM t")).containsExactly("A");
    }

    @Test
    void returnsGeneratedColumnsAndTheNumberOfRows() {
        Statement statement = connection
                .createStatement("INSERT INTO t (name) VALUES ('a'), ('b') -- end")
                .returnGeneratedValues("id", "name");
        List<Object> segments = Flux.from(statement.execute())
                .concatMap(result -> result.<Object>flatMap(segment -> segment instanceof Result.RowSegment row
                        ? Mono.just(row.row().get("id") + "=" + row.row().get("name"))
                        : Mono.just(((Result.UpdateCount) segment).value())))
                .collectList()
                .block();
        assertThat(segments).containsExactly("1=a", "2=b", 2L);
    }

    @Test
    void readsBlobsAndClobsBeforeItIsQueued() {
        Statement statement = connection.createStatement("SELECT hex(?), ?");
        statement.bind(0, Blob.from(Flux.just(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}))));
        statement.bind(1, Clob.from(Flux.just("a", "b")));
        StepVerifier.create(Flux.from(statement.execute()).concatMap(r -> r.map(row -> row.get(0) + " " + row.get(1))))
                .expectNext("010203 ab")
                .verifyComplete();
    }

    @Test
    void bindsTypedParametersAndNulls() {
        Statement statement = connection.createStatement("SELECT ?, ?, ?");
        statement
                .bind(0, Parameters.in(R2dbcType.INTEGER))
                .bindNull(1, Long.class)
                .bind(2, Parameters.in(5));
        StepVerifier.create(Flux.from(statement.execute())
                        .concatMap(r -> r.map(row -> row.get(0) + "," + row.get(1, Long.class) + "," + row.get(2))))
                .expectNext("null,null,5")
                .verifyComplete();
    }

    @Test
    void refusesWrongBindingsAtOnce() {
        Statement statement = connection.createStatement("SELECT ?, ?");
        assertThatThrownBy(() -> statement.bind(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> statement.bind("x", 1)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> statement.bind(0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> statement.bind(0, new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> statement.bind(0, "a\0b")).isInstanceOf(R2dbcDataIntegrityViolationException.class);
        assertThatThrownBy(() -> statement.bind(0, Double.NaN))
                .isInstanceOf(R2dbcDataIntegrityViolationException.class);
        assertThatThrownBy(statement::execute).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesValuesThatDoNotFitWithoutShowingThem() {
        Row row = Flux.from(connection
                        .createStatement("SELECT 5000000000 AS big, 'secret' AS text, 2 AS two")
                        .execute())
                .concatMap(result -> result.map((each, metadata) -> each))
                .blockFirst();
        assertThatThrownBy(() -> row.get("big", Integer.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> row.get("text", Long.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> row.get("two", Boolean.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> row.get("nothing")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> row.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(row.get("big")).isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "INSERT INTO t VALUES (1; 'a'), 42000",
        "SELECT * FROM nowhere, 42000",
        "'INSERT INTO t (id, name) VALUES (1, NULL)', 23502",
        "'INSERT INTO t (id, name) VALUES (1, '''')', 23514",
        "'INSERT INTO t (id, name) VALUES (0, ''a'')', 23505",
        "'INSERT INTO t (id, name) VALUES (''x'', ''a'')', 22018",
        "'SELECT json(''{'')', 22000"
    })
    void tellsFailuresApartBySqlState(String sql, String state) {
        database.update("INSERT INTO t (id, name) VALUES (0, 'zero')");
        StepVerifier.create(rows(connection, Object.class, sql))
                .expectErrorSatisfies(failure -> {
                    assertThat(((R2dbcException) failure).getSqlState()).isEqualTo(state);
                    assertThat(((R2dbcException) failure).getSql()).isNotNull();
                })
                .verify();
    }

    @Test
    void aFailureNamesWhatSqliteSaidWithoutTheDriversFrame() {
        StepVerifier.create(rows(connection, Object.class, "SELEC 1"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(R2dbcBadGrammarException.class)
                        .hasMessageContaining("near \"SELEC\": syntax error")
                        .hasMessageNotContaining("SQLITE_ERROR"))
                .verify();
    }

    @Test
    void tellsDeclaredTypesAndFindsColumnsWithoutRegardToCase() {
        database.update("INSERT INTO t (name) VALUES ('a')");
        StepVerifier.create(Flux.from(connection
                                .createStatement("SELECT id, name AS Label, 1 + 1 FROM t")
                                .execute())
                        .concatMap(result -> result.map((row, metadata) -> metadata)))
                .assertNext(metadata -> {
                    assertThat(metadata.getColumnMetadata("ID").getType()).isEqualTo(R2dbcType.BIGINT);
                    assertThat(metadata.getColumnMetadata(1).getName()).isEqualTo("Label");
                    assertThat(metadata.getColumnMetadata("label").getNativeTypeMetadata())
                            .isEqualTo("VARCHAR(20)");
                    assertThat(metadata.getColumnMetadata(2).getJavaType()).isEqualTo(Object.class);
                    assertThat(metadata.contains("absent")).isFalse();
                })
                .verifyComplete();
    }

    @Test
    void seesAChangedSchemaThroughCachedStatements() {
        database.update("INSERT INTO t (name) VALUES ('a')");
        assertThat(columns()).containsExactly("id", "name", "price");
        database.update("ALTER TABLE t RENAME COLUMN price TO cost");
        assertThat(columns()).containsExactly("id", "name", "cost");
        database.update("ALTER TABLE t ADD COLUMN more");
        assertThat(columns()).containsExactly("id", "name", "cost", "more");
    }

    private List<String> columns() {
        return Flux.from(connection.createStatement("SELECT * FROM t").execute())
                .concatMap(result -> result.map((row, metadata) -> metadata.getColumnMetadatas().stream()
                        .map(column -> column.getName())
                        .toList()))
                .blockFirst();
    }
}
