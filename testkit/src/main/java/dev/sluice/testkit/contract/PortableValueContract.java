package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.Json;
import dev.sluice.mapping.JsonCodec;
import dev.sluice.spi.PortableType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Booleans, UUIDs, bytes, JSON and untyped parameters mean the same on every backend. */
public abstract class PortableValueContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableValueContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    @Test
    void booleanRoundTrips() {
        table("flags", "id " + type(PortableType.INTEGER), "flag " + type(PortableType.BOOLEAN));
        value(db.executeMany(
                "INSERT INTO flags VALUES (?, ?)", List.of(new Object[] {1L, true}, new Object[] {2L, false})));

        assertThat(list(db.fetchAll(Boolean.class, "SELECT flag FROM flags ORDER BY id")))
                .containsExactly(true, false);
    }

    @Test
    void filtersByBoolean() {
        table("flags", "id " + type(PortableType.INTEGER), "flag " + type(PortableType.BOOLEAN));
        run("INSERT INTO flags VALUES (1, TRUE), (2, FALSE), (3, NULL)");

        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM flags WHERE flag = ?", false)))
                .containsExactly(2L);
        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM flags WHERE flag")))
                .containsExactly(1L);
    }

    @Test
    void untypedNullParameter() {
        items(2);

        assertThat(list(db.sql("SELECT id FROM items WHERE :label IS NULL OR label = :label ORDER BY id")
                        .bind("label", null)
                        .as(Long.class)
                        .all()))
                .containsExactly(1L, 2L);
        assertThat(value(db.execute("INSERT INTO items(id, label) VALUES (?, ?)", 3L, null)))
                .isEqualTo(1);
        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items WHERE label IS NULL")))
                .isEqualTo(1);
    }

    @Test
    void repeatedNamedParameter() {
        items(5);

        assertThat(list(db.sql("SELECT id FROM items WHERE id = :n OR id = :m OR id = :n + 1 ORDER BY id")
                        .bind("n", 2L)
                        .bind("m", 5L)
                        .as(Long.class)
                        .all()))
                .containsExactly(2L, 3L, 5L);
    }

    @Test
    void uuidOrders() {
        table("ids", "id " + type(PortableType.UUID));
        List<UUID> ordered = List.of(
                new UUID(0, 1),
                new UUID(0, -1),
                new UUID(Long.MAX_VALUE, 0),
                new UUID(Long.MIN_VALUE, 0),
                new UUID(-1, -1));
        value(db.executeMany(
                "INSERT INTO ids VALUES (?)",
                List.of(ordered.get(3), ordered.get(0), ordered.get(4), ordered.get(2), ordered.get(1))));

        assertThat(list(db.fetchAll(UUID.class, "SELECT id FROM ids ORDER BY id")))
                .isEqualTo(ordered);
        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM ids WHERE id = ?", ordered.get(4))))
                .isEqualTo(1);
    }

    @Test
    void bytesOrder() {
        table("blobs", "content " + type(PortableType.BYTES));
        List<byte[]> ordered = List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 0},
                new byte[] {0x7f},
                new byte[] {(byte) 0x80},
                new byte[] {-1});
        for (int i : new int[] {3, 5, 1, 0, 4, 2}) {
            value(db.execute("INSERT INTO blobs VALUES (?)", (Object) ordered.get(i)));
        }

        assertThat(list(db.fetchAll(byte[].class, "SELECT content FROM blobs ORDER BY content")))
                .usingElementComparator(Arrays::compareUnsigned)
                .isEqualTo(ordered);
    }

    @Test
    void jsonEqualIgnoringKeyOrder() {
        table("documents", "body " + type(PortableType.JSON));
        String text = "{\"b\": [1, 2.50, null], \"a\": {\"y\": \"\u00e4\", \"x\": true}}";
        value(db.execute("INSERT INTO documents VALUES (?)", new Json(text)));

        Json read = value(db.fetchValue(Json.class, "SELECT body FROM documents"));

        assertThat(JsonCodec.installed().read(read.text()))
                .isEqualTo(JsonCodec.installed()
                        .read("{\"a\": {\"x\": true, \"y\": \"\u00e4\"}, \"b\": [1, 2.50, null]}"));
    }
}
