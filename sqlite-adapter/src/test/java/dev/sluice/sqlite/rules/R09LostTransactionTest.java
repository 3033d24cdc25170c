package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rule R9: a member of a group that takes the whole transaction down fails alone; the others are stored, once, in order. */
final class R09LostTransactionTest {

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        // Long enough for one group, however slow the machine.
        database = RuleDatabase.in(folder, o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        database.update("CREATE TABLE t (place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,"
                + " parent INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
        database.update("CREATE TRIGGER stop BEFORE INSERT ON t WHEN NEW.name LIKE 'bad%'"
                + " BEGIN SELECT RAISE(ROLLBACK, 'not this'); END");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Mono<Long> named(String name) {
        return changed(database.connect(), "INSERT INTO t (name) VALUES (?)", name);
    }

    private List<String> stored() {
        return database.query(String.class, "SELECT name FROM t ORDER BY place");
    }

    @Test
    void raiseRollbackLeavesTheOthersStored() {
        long before = database.stats().commits();
        List<Object> results = database.queued(List.of(
                named("a"), named("bad 1"), named("b"), named("c"), named("bad 2"), named("bad 3"), named("d")));

        assertThat(results).filteredOn(result -> result.equals(1L)).hasSize(4);
        assertThat(List.of(results.get(1), results.get(4), results.get(5))).doesNotContain(1L);
        assertThat(stored()).containsExactly("a", "b", "c", "d");
        assertThat(database.stats().commits() - before).as("one group").isOne();
    }

    @Test
    void orRollbackLeavesTheOthersStored() {
        Mono<Long> twin = changed(database.connect(), "INSERT OR ROLLBACK INTO t (name) VALUES ('a')");
        assertThat(database.queued(List.of(named("a"), named("b"), twin, named("c"), twin, named("d"))))
                .containsExactly(1L, 1L, "23505", 1L, "23505", 1L);
        assertThat(stored()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theCulpritIsUndoneWithItsEarlierBindingsAlthoughItsSavepointIsLostToo() {
        Statement pair = database.connect().createStatement("INSERT INTO t (name) VALUES (?)");
        pair.bind(0, "half").add().bind(0, "bad");
        Mono<Long> culprit =
                Flux.from(pair.execute()).concatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
        List<Object> results = database.queued(List.of(named("a"), culprit, named("b")));

        assertThat(results.get(0)).isEqualTo(1L);
        assertThat(results.get(1)).isInstanceOf(String.class);
        assertThat(results.get(2)).isEqualTo(1L);
        assertThat(stored()).containsExactly("a", "b");
    }

    @Test
    void whatAnEarlierMemberReturnedIsWhatItsRepetitionStored() {
        Connection connection = database.connect();
        Mono<Long> returning = rows(
                        connection, Long.class, "INSERT INTO t (name) SELECT 'n' || count(*) FROM t RETURNING place")
                .next();
        List<Object> results = database.queued(List.of(named("a"), returning, named("bad"), returning));

        assertThat(database.query(Long.class, "SELECT place FROM t WHERE name LIKE 'n%' ORDER BY place"))
                .containsExactly((Long) results.get(1), (Long) results.get(3));
        assertThat(stored()).containsExactly("a", "n1", "n2");
    }

    @Test
    void aDeferredConstraintThatBreaksTheCommitFailsItsOwnMemberAlone() {
        Mono<Long> orphan = changed(database.connect(), "INSERT INTO t (name, parent) VALUES ('orphan', 99)");
        assertThat(database.queued(List.of(named("a"), orphan, named("a"), named("b"), named("bad"), named("c"))))
                .satisfies(results -> assertThat(results.get(4)).isInstanceOf(String.class))
                .startsWith(1L, "23503", "23505", 1L)
                .endsWith(1L);
        assertThat(stored()).containsExactly("a", "b", "c");
    }

    @Test
    void afterALostTransactionNothingIsCommittedByAccident() {
        List<Object> results = database.queued(List.of(named("bad")));

        assertThat(results).doesNotContain(1L);
        assertThat(database.update("INSERT INTO t (name) VALUES ('a')")).isOne();
        Connection connection = database.begun();
        Await.value(changed(connection, "INSERT INTO t (name) VALUES ('undone')"));
        RuleDatabase.done(connection.rollbackTransaction());
        assertThat(stored()).containsExactly("a");
    }

    /** On the connection's own count of changes, which no rollback takes back, a member can tell its repetition. */
    @Test
    void aMemberThatLosesTheTransactionAgainWhenItIsRepeatedFailsAloneToo() {
        Connection counting = database.begun();
        Await.value(changed(counting, "CREATE TABLE known (changes INTEGER)"));
        Await.value(changed(
                counting,
                "CREATE TRIGGER once BEFORE INSERT ON t"
                        + " WHEN NEW.name = 'picky' AND total_changes() > (SELECT changes + 2 FROM known)"
                        + " BEGIN SELECT RAISE(ROLLBACK, 'not twice'); END"));
        Await.value(changed(counting, "INSERT INTO known SELECT total_changes()"));
        RuleDatabase.done(counting.commitTransaction());

        List<Object> results = database.queued(
                List.of(named("a"), named("picky"), named("b"), named("bad"), named("c"), named("picky"), named("d")));

        assertThat(results)
                .satisfies(all ->
                        assertThat(List.of(all.get(1), all.get(3), all.get(5))).doesNotContain(1L));
        assertThat(List.of(results.get(0), results.get(2), results.get(4), results.get(6)))
                .containsOnly(1L);
        assertThat(stored()).containsExactly("a", "b", "c", "d");
    }
}
