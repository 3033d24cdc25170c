package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Rule R6: the writer takes everything from one queue in the order it came, and commits runs of plain writes together. */
final class R06OneQueueTest {

    @TempDir
    Path folder;

    private RuleDatabase database;

    private void open(UnaryOperator<SqliteOptions> change) {
        database = RuleDatabase.in(folder, change);
        database.update("CREATE TABLE log (place INTEGER PRIMARY KEY, entry TEXT)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Mono<Long> entry(String entry) {
        return changed(database.connect(), "INSERT INTO log (entry) VALUES (?)", entry);
    }

    private List<Mono<Long>> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> entry("e" + i)).toList();
    }

    private Mono<Void> transaction(String entry) {
        Connection connection = database.connect();
        return Mono.from(connection.beginTransaction())
                .then(changed(connection, "INSERT INTO log (entry) VALUES (?)", entry))
                .then(Mono.from(connection.commitTransaction()));
    }

    /** How many commits these needed when they were queued together. */
    private long commitsOf(List<? extends Mono<?>> writes) {
        long before = database.stats().commits();
        assertThat(database.queued(writes)).allMatch(result -> result instanceof Long);
        return database.stats().commits() - before;
    }

    @Test
    void unitsOfAllKindsRunInTheOrderTheyCame() {
        open(o -> o);
        database.queued(
                List.of(
                        entry("write"),
                        transaction("transaction"),
                        entry("another write"),
                        changed(
                                database.connect(),
                                "CREATE TABLE seen AS SELECT group_concat(entry) AS entries FROM log"),
                        entry("third write"),
                        changed(database.connect(), "PRAGMA optimize"),
                        transaction("another transaction"),
                        changed(
                                database.connect(),
                                "INSERT INTO log (entry) VALUES ('compound 1'); INSERT INTO log (entry) VALUES ('compound 2')")));

        assertThat(database.query(String.class, "SELECT entries FROM seen"))
                .containsExactly("write,transaction,another write");
        assertThat(database.query(String.class, "SELECT entry FROM log ORDER BY place"))
                .containsExactly(
                        "write",
                        "transaction",
                        "another write",
                        "third write",
                        "another transaction",
                        "compound 1",
                        "compound 2");
    }

    @Test
    void aGroupHasAtMostAsManyMembersAsItMay() {
        open(o -> o.with(SqliteOptions.GROUP_MAX_STATEMENTS, 3)
                .with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        assertThat(commitsOf(entries(10))).isEqualTo(4);
        assertThat(database.stats().writes().largestGroup()).isEqualTo(3);
    }

    @Test
    void aGroupTakesUpNobodyOnceItsTimeIsOver() {
        open(o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ZERO));
        assertThat(commitsOf(entries(5))).isEqualTo(5);
        assertThat(database.stats().writes().largestGroup()).isOne();
    }

    @Test
    void aGroupWithinItsBoundsIsOneCommit() {
        open(o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        assertThat(commitsOf(entries(20))).isOne();
    }

    @Test
    void whatIsNoPlainWriteRunsAloneAndDividesTheGroup() {
        open(o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        assertThat(commitsOf(List.of(
                        entry("a"),
                        entry("b"),
                        changed(database.connect(), "CREATE TABLE u (a)"),
                        entry("c"),
                        entry("d"))))
                .isEqualTo(3);
    }
}
