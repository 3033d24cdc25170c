package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.error.DataException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.SqlSyntaxException;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Text and names mean the same on every backend: order, case, emptiness, length, quoting. */
public abstract class PortableTextContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableTextContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    @Test
    void emptyInMatchesNothingAndEmptyNotInMatchesAll() {
        items(2);
        run("INSERT INTO items(id, label) VALUES (3, NULL)");

        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM items WHERE label IN (?)", List.of())))
                .isEmpty();
        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM items WHERE label NOT IN (?) ORDER BY id", List.of())))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void nullsOrderAsDeclared() {
        items();
        run("INSERT INTO items(id, label) VALUES (1, 'b'), (2, NULL), (3, 'a')");

        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM items ORDER BY label NULLS FIRST")))
                .containsExactly(2L, 3L, 1L);
        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM items ORDER BY label DESC NULLS LAST")))
                .containsExactly(1L, 3L, 2L);
    }

    @Test
    void ordersTextByCodePoint() {
        items();
        List<String> ordered = List.of("B", "Z", "_c", "a", "\u00e4", "\ufffd", "\ud83d\ude00");
        List<Object[]> rows = List.of(5, 0, 6, 3, 1, 4, 2).stream()
                .map(i -> new Object[] {(long) i, ordered.get(i)})
                .toList();
        value(db.executeMany("INSERT INTO items(id, label) VALUES (?, ?)", rows));

        assertThat(list(db.fetchAll(
                        String.class,
                        "SELECT label FROM items ORDER BY " + db.dialect().byCodePoint("label"))))
                .isEqualTo(ordered);
    }

    @Test
    void likeIsCaseSensitive() {
        items();
        run("INSERT INTO items(id, label) VALUES (1, 'Straw'), (2, 'straw')");

        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM items WHERE label LIKE 'str%'")))
                .containsExactly(2L);
    }

    @Test
    void uppercasesNonAscii() {
        String expected = has(Feature.UNICODE_CASE_MAPPING) ? "CAF\u00c9" : "CAF\u00e9";

        assertThat(value(db.fetchValue(String.class, "SELECT upper('caf\u00e9')")))
                .isEqualTo(expected);
    }

    @Test
    void nulCharacterRefused() {
        items();

        failure(DatabaseException.class, db.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L, "a\0b"));
        failure(
                DatabaseException.class,
                db.executeMany(
                        "INSERT INTO items(id, label) VALUES (?, ?)", List.<Object[]>of(new Object[] {2L, "\0"})));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void emptyStringIsNotNull() {
        items();
        value(db.execute("INSERT INTO items(id, label) VALUES (?, ?)", 1L, ""));

        assertThat(value(db.fetchValue(String.class, "SELECT label FROM items WHERE label IS NOT NULL")))
                .isEmpty();
    }

    @Test
    void overlongTextRefused() {
        run("CREATE TABLE narrow (label VARCHAR(3))");
        var insert = db.execute("INSERT INTO narrow VALUES (?)", "four");

        if (has(Feature.ENFORCES_TEXT_LENGTH)) {
            failure(DataException.class, insert);
        } else {
            value(insert);
            assertThat(value(db.fetchValue(String.class, "SELECT label FROM narrow")))
                    .isEqualTo("four");
        }
    }

    @Test
    void textInIntegerColumnRefused() {
        items();

        failure(DataException.class, db.execute("INSERT INTO items(id) VALUES ('abc')"));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void quotedIdentifierKeepsCase() {
        String mixed = db.dialect().quote("Mixed Case");
        String odd = db.dialect().quote("odd\"Name");
        table(mixed, odd + " " + type(PortableType.INTEGER));
        run("INSERT INTO " + mixed + " VALUES (1)");

        Map<String, Object> row =
                value(db.fetchAll("SELECT " + odd + " FROM " + mixed).next());

        assertThat(row.keySet()).containsExactly("odd\"Name");
    }

    @Test
    void doubleQuotedIsNeverString() {
        items(1);
        Throwable error =
                catchThrowable(() -> Await.value(db.fetchValue(String.class, "SELECT \"no_such\" FROM items")));

        if (has(Feature.DOUBLE_QUOTES_NEVER_STRINGS)) {
            assertThat(error).isInstanceOf(SqlSyntaxException.class);
        } else {
            assertThat(error).isNull();
        }
    }
}
