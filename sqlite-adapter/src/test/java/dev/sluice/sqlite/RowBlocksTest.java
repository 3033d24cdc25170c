package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Database;
import dev.sluice.error.BulkException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.DuplicateKeyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows of one statement, which SQLite gets in statements of several rows where their meaning is the same. */
final class RowBlocksTest {

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("app.db"));
        execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER UNIQUE, b TEXT)");
    }

    @AfterEach
    void close() {
        database.close().block();
    }

    private long execute(String sql) {
        return Objects.requireNonNull(database.execute(sql).block());
    }

    private long executeMany(String sql, List<Object[]> rows) {
        return Objects.requireNonNull(database.executeMany(sql, rows).block());
    }

    private List<Long> numbers(String sql) {
        return Objects.requireNonNull(
                database.fetchAll(Long.class, sql).collectList().block());
    }

    private static List<Object[]> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Object[] {(long) i, i % 3 == 0 ? null : "text " + i})
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 71, 72, 135, 200, 1000, 1001, 2500})
    void storesEveryRowOnceAndInOrder(int count) {
        assertThat(executeMany("INSERT INTO t (a, b) VALUES (?, ?)", rows(count)))
                .isEqualTo(count);

        assertThat(numbers("SELECT a FROM t ORDER BY id"))
                .isEqualTo(LongStream.range(0, count).boxed().toList());
        assertThat(numbers("SELECT count(*) FROM t WHERE b IS NULL AND a % 3 = 0 OR b = 'text ' || a"))
                .containsExactly((long) count);
    }

    @Test
    void takesNamesInAnyOrder() {
        record Pair(String b, long a) {}
        List<Pair> pairs =
                LongStream.range(0, 100).mapToObj(i -> new Pair("text " + i, i)).toList();

        assertThat(database.executeMany("INSERT INTO t (a, b) VALUES (:a, upper(:b))", pairs)
                        .block())
                .isEqualTo(100);

        assertThat(numbers("SELECT count(*) FROM t WHERE b = 'TEXT ' || a")).containsExactly(100L);
    }

    @Test
    void aRowThatFailsUndoesAll() {
        execute("INSERT INTO t (a) VALUES (150)");

        assertThatThrownBy(() -> executeMany("INSERT INTO t (a, b) VALUES (?, ?)", rows(200)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> executeMany("INSERT OR FAIL INTO t (a, b) VALUES (?, ?)", rows(200)))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(numbers("SELECT a FROM t")).containsExactly(150L);
    }

    @Test
    void countsWhatWasChanged() {
        execute("INSERT INTO t (a) VALUES (3), (70)");

        assertThat(executeMany("INSERT OR IGNORE INTO t (a, b) VALUES (?, ?)", rows(100)))
                .isEqualTo(98);
        assertThat(executeMany(
                        "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = 'again'", rows(80)))
                .isEqualTo(80);
        assertThat(numbers("SELECT count(*) FROM t WHERE b = 'again'")).containsExactly(80L);
    }

    @Test
    void oneRowMayMeetAnotherOfTheSameStatement() {
        List<Object[]> same = Collections.nCopies(64, new Object[] {1L, "x"});

        assertThat(executeMany(
                        "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = t.b || excluded.b", same))
                .isEqualTo(64);
        assertThat(numbers("SELECT length(b) FROM t")).containsExactly(64L);
    }

    @Test
    void aRowSeesThoseBeforeIt() {
        assertThat(executeMany(
                        "INSERT INTO t (a, b) VALUES ((SELECT coalesce(max(a), 0) + 1 FROM t), ?)",
                        Collections.nCopies(100, new Object[] {"x"})))
                .isEqualTo(100);
        assertThat(numbers("SELECT max(a) FROM t")).containsExactly(100L);
    }

    @Test
    void triggersRunForEachRow() {
        execute("CREATE TABLE seen (number INTEGER)");
        execute("CREATE TRIGGER watch AFTER INSERT ON t BEGIN INSERT INTO seen SELECT count(*) FROM t; END");

        assertThat(executeMany("INSERT INTO t (a, b) VALUES (?, ?)", rows(130))).isEqualTo(130);

        assertThat(numbers("SELECT number FROM seen ORDER BY rowid"))
                .isEqualTo(LongStream.rangeClosed(1, 130).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 300})
    void takesWideRows(int columns) {
        var names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
        execute("CREATE TABLE wide (" + String.join(", ", names) + ")");
        var rows = new ArrayList<Object[]>();
        for (int row = 0; row < 70; row++) {
            int first = row * columns;
            rows.add(IntStream.range(first, first + columns).boxed().toArray());
        }

        String marks = String.join(", ", Collections.nCopies(columns, "?"));
        assertThat(executeMany("INSERT INTO wide VALUES (" + marks + ")", rows)).isEqualTo(70);

        assertThat(numbers("SELECT count(*) FROM wide WHERE c0 = (rowid - 1) * " + columns + " AND c" + (columns - 1)
                        + " = rowid * " + columns + " - 1"))
                .containsExactly(70L);
    }

    @Test
    void aRowOfTheWrongLengthIsRefusedBeforeAnythingIsStored() {
        var rows = new ArrayList<>(rows(100));
        rows.set(90, new Object[] {1L});

        assertThatThrownBy(() -> executeMany("INSERT INTO t (a, b) VALUES (?, ?)", rows))
                .isInstanceOf(DatabaseException.class)
                .isNotInstanceOf(BulkException.class);
        assertThat(numbers("SELECT a FROM t")).isEmpty();
    }
}
