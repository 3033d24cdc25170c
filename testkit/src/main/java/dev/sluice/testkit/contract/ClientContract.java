package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ParameterException;
import dev.sluice.error.TooManyRowsException;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.FaultPoint;
import dev.sluice.testkit.fault.FaultyConnectionFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Queries: the one-line forms, the fluent form, their parameters, and how many rows they give. */
public abstract class ClientContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected ClientContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    /** A row of {@code items}, and the parameters of one. */
    record Item(long id, String label) {}

    @Test
    void executeEmitsHowManyRowsChanged() {
        items(3);

        assertThat(value(db.execute("UPDATE items SET label = ? WHERE id > ?", "x", 1L)))
                .isEqualTo(2);
        assertThat(value(db.execute("DELETE FROM items WHERE id = ?", 99L))).isZero();
    }

    @Test
    void fetchOneEmitsTheRowOrNothing() {
        items(2);

        assertThat(value(db.fetchOne(Item.class, "SELECT id, label FROM items WHERE id = ?", 2L)))
                .isEqualTo(new Item(2, "item-2"));
        assertThat(Await.value(db.fetchOne(Item.class, "SELECT id, label FROM items WHERE id = ?", 3L)))
                .isNull();
    }

    @Test
    void fetchAllEmitsRowsInTheirOrder() {
        items(3);

        assertThat(list(db.fetchAll(Item.class, "SELECT id, label FROM items ORDER BY id DESC")))
                .containsExactly(new Item(3, "item-3"), new Item(2, "item-2"), new Item(1, "item-1"));
    }

    @Test
    void fetchAllAsMapsKeepsTheOrderOfColumns() {
        items(1);

        Map<String, Object> row =
                value(db.fetchAll("SELECT label, id FROM items").next());

        assertThat(row.keySet()).map(name -> name.toLowerCase(Locale.ROOT)).containsExactly("label", "id");
        assertThat(row.values()).map(Object::toString).containsExactly("item-1", "1");
    }

    @Test
    void fetchValueEmitsTheFirstColumnAndNothingForNull() {
        items(2);

        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items")))
                .isEqualTo(2);
        assertThat(Await.value(db.fetchValue(Long.class, "SELECT max(id) FROM items WHERE id > ?", 5L)))
                .isNull();
    }

    @Test
    void nothingRunsBeforeSubscriptionAndEachSubscriptionRunsAgain() {
        items();
        Mono<Long> insert = db.sql(
                        "INSERT INTO items(id, label) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM items), 'x')")
                .rowsUpdated();

        assertThat(itemIds()).isEmpty();
        value(insert);
        value(insert);

        assertThat(itemIds()).containsExactly(1L, 2L);
    }

    @Test
    void bindsNamesIndexesRecordsAndMaps() {
        items();

        value(db.sql("INSERT INTO items(id, label) VALUES (:id, :label)")
                .bind("id", 1L)
                .bind("label", "named")
                .rowsUpdated());
        value(db.sql("INSERT INTO items(id, label) VALUES (?, ?)")
                .bind(1, "indexed")
                .bind(0, 2L)
                .rowsUpdated());
        value(db.sql("INSERT INTO items(id, label) VALUES (:id, :label)")
                .bindAll(new Item(3, "record"))
                .rowsUpdated());
        value(db.sql("INSERT INTO items(id, label) VALUES (:id, :label)")
                .bind("id", 4L)
                .bindAll(Map.of("label", "map", "id", 99L))
                .rowsUpdated());

        assertThat(list(db.fetchAll(String.class, "SELECT label FROM items ORDER BY id")))
                .containsExactly("named", "indexed", "record", "map");
    }

    @Test
    void queriesAreImmutable() {
        items(2);
        var open = db.sql("SELECT label FROM items WHERE id = :id");
        var first = open.bind("id", 1L);
        var second = open.bind("id", 2L);

        assertThat(value(first.as(String.class).one())).isEqualTo("item-1");
        assertThat(value(second.as(String.class).one())).isEqualTo("item-2");
        failure(ParameterException.class, open.as(String.class).one());
    }

    @Test
    void collectionsExpandInInLists() {
        items(5);

        assertThat(list(db.sql("SELECT id FROM items WHERE id IN (:ids) ORDER BY id")
                        .bind("ids", List.of(2L, 4L, 9L))
                        .as(Long.class)
                        .all()))
                .containsExactly(2L, 4L);
        assertThat(list(db.fetchAll(
                        Long.class,
                        "SELECT id FROM items WHERE id NOT IN (?) AND label <> ? ORDER BY id",
                        List.of(1L, 2L, 3L),
                        "item-5")))
                .containsExactly(4L);
    }

    @Test
    void parameterCharactersInTextAndCommentsAreText() {
        items(1);

        assertThat(value(db.fetchValue(String.class, "SELECT '?:x' -- ? :y\n /* ? :z */ FROM items WHERE id = ?", 1L)))
                .isEqualTo("?:x");
    }

    @Test
    void nullIsBoundAndStored() {
        items(1);

        value(db.sql("UPDATE items SET label = :label").bind("label", null).rowsUpdated());
        value(db.sql("UPDATE items SET label = :label")
                .bindNull("label", String.class)
                .rowsUpdated());

        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items WHERE label IS NULL")))
                .isEqualTo(1);
    }

    @Test
    void wrongParametersFailByNameBeforeAnythingIsSent() {
        items();
        FaultyConnectionFactory counted = faulty();
        var client = open(counted, builder -> builder);
        String insert = "INSERT INTO items(id, label) VALUES (:id, :label)";

        assertThat(failure(
                        ParameterException.class,
                        client.sql(insert).bind("id", 1L).rowsUpdated()))
                .hasMessageContaining("label")
                .hasMessageContaining(insert)
                .returns("label", ParameterException::parameter);
        assertThatThrownBy(() -> client.sql(insert).bind("colour", 1L))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("colour")
                .hasMessageContaining(insert);
        failure(ParameterException.class, client.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L));
        failure(ParameterException.class, client.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L, "a", "b"));
        failure(ParameterException.class, client.execute("DELETE FROM items", 1L));
        failure(
                ParameterException.class,
                Mono.defer(() -> client.execute("DELETE FROM items WHERE id = ? OR id = :id", 1L)));

        assertThat(counted.calls(FaultPoint.EXECUTE)).isZero();
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void valueOfATypeNobodyCanBindFailsBeforeAnythingIsSent() {
        items();

        failure(
                ParameterException.class,
                db.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L, Thread.currentThread()));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void oneFailsWhenThereAreMoreRows() {
        items(3);

        TooManyRowsException error = failure(
                TooManyRowsException.class,
                db.sql("SELECT id FROM items").tag("all-items").as(Long.class).one());

        assertThat(error.statement()).contains("SELECT id FROM items");
        assertThat(error.tag()).contains("all-items");
    }

    @Test
    void firstEmitsTheFirstRowOnly() {
        items(3);
        var rows = db.sql("SELECT id FROM items WHERE id > :low ORDER BY id");

        assertThat(value(rows.bind("low", 0L).as(Long.class).first())).isEqualTo(1);
        assertThat(Await.value(rows.bind("low", 3L).as(Long.class).first())).isNull();
    }

    @Test
    void foldTurnsJoinedRowsIntoAggregates() {
        table("lines", "item " + type(PortableType.INTEGER), "amount " + type(PortableType.INTEGER));
        run("INSERT INTO lines VALUES (1, 10), (1, 20), (2, 5), (3, 1), (3, 1), (3, 1)");
        record Line(long item, long amount) {}

        var totals = db.sql("SELECT item, amount FROM lines ORDER BY item, amount")
                .as(Line.class)
                .fold(
                        Line::item,
                        line -> line.item() + ":" + line.amount(),
                        (text, line) -> text + "+" + line.amount());

        assertThat(list(totals)).containsExactly("1:10+20", "2:5", "3:1+1+1");
    }

    @Test
    void returningEmitsGeneratedColumns() {
        table("notes", "id " + type(PortableType.IDENTITY), "body " + type(PortableType.TEXT));
        var insert = db.sql("INSERT INTO notes(body) VALUES (:body)");

        long first = value(insert.bind("body", "a").returning(Long.class, "id").one());
        long second = value(insert.bind("body", "b").returning(Long.class, "id").one());

        assertThat(second).isNotEqualTo(first);
        assertThat(value(db.fetchValue(String.class, "SELECT body FROM notes WHERE id = ?", second)))
                .isEqualTo("b");
    }

    @Test
    void mapReadsRowsWithAFunction() {
        items(2);

        assertThat(list(db.sql("SELECT id, label FROM items ORDER BY id")
                        .map(row -> row.get("label", String.class) + "/" + row.get(0, Long.class))
                        .all()))
                .containsExactly("item-1/1", "item-2/2");
    }

    @Test
    void rowsUpdatedOfDdlIsZero() {
        assertThat(value(db.execute("CREATE TABLE untouched (id " + type(PortableType.INTEGER) + ")")))
                .isZero();
    }

    @Test
    void hintsDoNotChangeWhatIsRead() {
        items(50);

        assertThat(list(db.sql("SELECT id FROM items ORDER BY id")
                        .fetchSize(7)
                        .readOnly()
                        .tag("hinted")
                        .timeout(Await.LIMIT)
                        .as(Long.class)
                        .all()))
                .hasSize(50)
                .startsWith(1L, 2L)
                .endsWith(50L);
    }
}
