package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.SqliteStats;
import dev.sluice.sqlite.Synchronous;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Rule R8: each transaction has a COMMIT of its own; what they share is the sync. */
final class R08OwnCommitTest {

    private static final int TRANSACTIONS = 30;

    @TempDir
    Path folder;

    private RuleDatabase open(Synchronous synchronous) {
        var database = RuleDatabase.in(
                folder,
                o -> o.with(SqliteOptions.SYNCHRONOUS, synchronous)
                        .with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY,"
                + " parent INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
        return database;
    }

    private static Mono<Void> transaction(RuleDatabase database, String sql) {
        Connection connection = database.connect();
        return Mono.from(connection.beginTransaction())
                .then(changed(connection, sql))
                .then(Mono.from(connection.commitTransaction()));
    }

    /** What the writer did for many transactions that were queued together. */
    private static SqliteStats[] queued(RuleDatabase database) {
        SqliteStats before = database.stats();
        List<Object> results = database.queued(IntStream.range(0, TRANSACTIONS)
                .mapToObj(i -> transaction(database, "INSERT INTO t (id) VALUES (" + i + ")"))
                .toList());
        assertThat(results).hasSize(TRANSACTIONS).containsOnly("done");
        return new SqliteStats[] {before, database.stats()};
    }

    @Test
    void aBrokenDeferredConstraintFailsItsOwnTransactionAlone() {
        try (var database = open(Synchronous.FULL)) {
            List<Object> results = database.queued(List.of(
                    transaction(database, "INSERT INTO t VALUES (1, 99)"),
                    transaction(database, "INSERT INTO t VALUES (2, NULL)"),
                    transaction(database, "INSERT INTO t VALUES (3, 98)"),
                    transaction(database, "INSERT INTO t VALUES (4, 2)")));

            assertThat(results).containsExactly("23503", "done", "23503", "done");
            assertThat(database.query(Long.class, "SELECT id FROM t ORDER BY id"))
                    .containsExactly(2L, 4L);
        }
    }

    @Test
    void queuedTransactionsCommitEachByItselfAndShareTheSync() {
        try (var database = open(Synchronous.FULL)) {
            SqliteStats[] stats = queued(database);
            assertThat(stats[1].commits() - stats[0].commits()).isEqualTo(TRANSACTIONS);
            assertThat(stats[1].syncs() - stats[0].syncs()).isBetween(1L, TRANSACTIONS / 2L);
        }
    }

    @Test
    void nothingIsSyncedForCommitsThatNeedNotSurviveLossOfPower() {
        try (var database = open(Synchronous.NORMAL)) {
            SqliteStats[] stats = queued(database);
            assertThat(stats[1].commits() - stats[0].commits()).isEqualTo(TRANSACTIONS);
            assertThat(stats[1].syncs()).isZero();
        }
    }
}
