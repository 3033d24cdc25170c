package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.MappingException;
import dev.sluice.mapping.Converter;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Rows as records, classes, scalars and maps; what cannot be read says which column of which row. */
public abstract class MappingContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected MappingContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    enum Colour {
        RED,
        GREEN
    }

    /** A record of every portable kind of value. */
    record Everything(
            long id,
            String text,
            double ratio,
            BigDecimal price,
            boolean active,
            UUID uuid,
            Instant createdAt,
            LocalDate birthday,
            Colour colour,
            Duration took) {}

    private void everything() {
        table(
                "everything",
                "id " + type(PortableType.INTEGER),
                "text " + type(PortableType.TEXT),
                "ratio " + type(PortableType.DOUBLE),
                "price " + db.dialect().decimal(20, 4),
                "active " + type(PortableType.BOOLEAN),
                "uuid " + type(PortableType.UUID),
                "created_at " + type(PortableType.TIMESTAMP),
                "birthday " + type(PortableType.DATE),
                "colour " + type(PortableType.TEXT),
                "took " + type(PortableType.INTEGER));
    }

    @Test
    void recordComesBackAsItWasStored() {
        everything();
        var stored = new Everything(
                7,
                "Größe",
                0.1,
                new BigDecimal("19.9900"),
                true,
                UUID.fromString("6f1f3c1e-8a38-4e0e-9d3b-1b2f4d5e6a7c"),
                Instant.parse("2026-03-01T12:34:56.123456Z"),
                LocalDate.of(1969, 7, 20),
                Colour.GREEN,
                Duration.ofMillis(1500));

        value(db.sql(
                        "INSERT INTO everything VALUES (:id, :text, :ratio, :price, :active, :uuid, :createdAt, :birthday, "
                                + ":colour, :took)")
                .bindAll(stored)
                .rowsUpdated());

        assertThat(value(db.fetchOne(Everything.class, "SELECT * FROM everything")))
                .isEqualTo(stored);
    }

    @Test
    void columnsMatchComponentsWhateverTheirCaseAndUnderscores() {
        record Named(String firstName, long shoeSize) {}

        assertThat(value(db.fetchOne(Named.class, "SELECT 'Ada' AS FIRST_NAME, 38 AS shoesize")))
                .isEqualTo(new Named("Ada", 38));
    }

    /** A class with one public constructor. */
    public static final class Point {
        private final int x;
        private final int y;

        /** For the mapper. */
        public Point(int x, int y) {
            this.x = x;
            this.y = y;
        }
    }

    @Test
    void classesAreMadeByTheirConstructor() {
        Point point = value(db.fetchOne(Point.class, "SELECT 2 AS y, 1 AS x"));

        assertThat(point.x).isEqualTo(1);
        assertThat(point.y).isEqualTo(2);
    }

    @Test
    void nullReadsAsNullOrEmptyOptional() {
        record Maybe(long id, @Nullable String absent, Optional<String> maybe) {}

        Maybe row = value(db.fetchOne(
                Maybe.class, "SELECT 1 AS id, CAST(NULL AS VARCHAR(9)) AS absent, CAST(NULL AS VARCHAR(9)) AS maybe"));

        assertThat(row).isEqualTo(new Maybe(1, null, Optional.empty()));
    }

    @Test
    void nullForAPrimitiveNamesColumnRowAndComponent() {
        record Primitive(long id, long size) {}
        table("sizes", "id " + type(PortableType.INTEGER), "size_of " + type(PortableType.INTEGER));
        run("INSERT INTO sizes VALUES (1, 1), (2, NULL)");

        MappingException error = failure(
                MappingException.class,
                db.sql("SELECT id, size_of AS size FROM sizes ORDER BY id")
                        .as(Primitive.class)
                        .all());

        assertThat(error.column()).isEqualToIgnoringCase("size");
        assertThat(error.row()).isEqualTo(2);
        assertThat(error)
                .hasMessageContaining("size")
                .hasMessageContaining("2")
                .hasMessageContaining("SELECT id, size_of");
    }

    @Test
    void unreadableTextNamesColumnAndRowButNoValue() {
        items(1);
        run("UPDATE items SET label = 'marker-7391'");

        MappingException error = failure(MappingException.class, db.fetchAll(UUID.class, "SELECT label FROM items"));

        assertThat(error.column()).isEqualToIgnoringCase("label");
        assertThat(error.row()).isEqualTo(1);
        assertThat(error.getMessage()).doesNotContain("marker-7391");
    }

    @Test
    void missingColumnIsNamedBeforeAnyRowIsRead() {
        record Wider(long id, String label, String missing) {}
        items(1);

        assertThat(failure(MappingException.class, db.fetchAll(Wider.class, "SELECT id, label FROM items")))
                .hasMessageContaining("missing");
    }

    @Test
    void numberThatDoesNotFitIsAnError() {
        items();
        run("INSERT INTO items(id) VALUES (3000000000)");

        failure(MappingException.class, db.fetchAll(Integer.class, "SELECT id FROM items"));
        assertThat(value(db.fetchValue(Long.class, "SELECT id FROM items"))).isEqualTo(3_000_000_000L);
    }

    @Test
    void streamOfNullsIsAnErrorThatSaysSo() {
        items();
        run("INSERT INTO items(id, label) VALUES (1, 'a'), (2, NULL)");
        Flux<String> labels = db.fetchAll(String.class, "SELECT label FROM items ORDER BY id");

        assertThat(failure(MappingException.class, labels)).hasMessageContaining("null");
    }

    @Test
    void mapsKeepLabelsAndNulls() {
        Map<String, Object> row = value(db.fetchAll("SELECT 1 AS one, CAST(NULL AS VARCHAR(9)) AS absent")
                .next());

        assertThat(row.keySet()).map(name -> name.toLowerCase(Locale.ROOT)).containsExactly("one", "absent");
        assertThat(row.values()).contains((Object) null);
    }

    /** A type of an application. */
    record Money(long cents) {}

    private static final class MoneyConverter implements Converter<Money, Long> {

        @Override
        public Class<Money> type() {
            return Money.class;
        }

        @Override
        public Class<Long> driverType() {
            return Long.class;
        }

        @Override
        public Long write(Money value) {
            return value.cents();
        }

        @Override
        public Money read(Long value) {
            return new Money(value);
        }
    }

    @Test
    void convertersOfTheApplicationReadAndWrite() {
        record Price(long id, Money amount) {}
        table("prices", "id " + type(PortableType.INTEGER), "amount " + type(PortableType.INTEGER));
        var shop = open(builder -> builder.converter(new MoneyConverter()));

        value(shop.execute("INSERT INTO prices VALUES (?, ?)", 1L, new Money(250)));

        assertThat(value(db.fetchValue(Long.class, "SELECT amount FROM prices")))
                .isEqualTo(250);
        assertThat(value(shop.fetchOne(Price.class, "SELECT id, amount FROM prices")))
                .isEqualTo(new Price(1, new Money(250)));
    }

    @Test
    void enumsAreTheirNames() {
        items();
        value(db.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L, Colour.RED));

        assertThat(value(db.fetchValue(String.class, "SELECT label FROM items")))
                .isEqualTo("RED");
        assertThat(value(db.fetchValue(Colour.class, "SELECT label FROM items")))
                .isEqualTo(Colour.RED);
        run("UPDATE items SET label = 'BLUE'");
        failure(MappingException.class, db.fetchValue(Colour.class, "SELECT label FROM items"));
    }

    @Test
    void emptyResultsAreEmptyWhateverTheType() {
        items();

        assertThat(Await.value(db.fetchOne(Long.class, "SELECT id FROM items"))).isNull();
        assertThat(list(db.fetchAll(Map.class, "SELECT id FROM items"))).isEqualTo(List.of());
    }
}
