package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.engine.EngineStats;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class GroupCommitTest {

    @TempDir
    Path folder;

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() {
        // Groups are not to end by time on a slow machine.
        database = TestDatabase.in(folder, o -> o.with(SqliteOptions.GROUP_MAX_DURATION, Duration.ofSeconds(10)));
        database.update("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE,"
                + " parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        connection = database.connect();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Subscribes to all while a transaction holds the writer, so that they are queued when it lets go. */
    private List<Object> together(List<Mono<Long>> writes) {
        Connection holder = database.connect();
        await(holder.beginTransaction());
        Mono<List<Object>> all = Flux.fromIterable(writes)
                .flatMapSequential(
                        write -> write.<Object>map(count -> count)
                                .onErrorResume(R2dbcException.class, failure -> Mono.just(failure.getSqlState())),
                        256)
                .collectList()
                .cache();
        var waiting = all.subscribe();
        await(holder.rollbackTransaction());
        List<Object> results = all.block(TestDatabase.PATIENCE);
        waiting.dispose();
        return results;
    }

    @Test
    void sharesOneCommitAmongQueuedWrites() {
        EngineStats before = database.stats();
        List<Object> results = together(Flux.range(1, 50)
                .map(i -> changed(connection, "INSERT INTO t (id) VALUES (?)", i))
                .collectList()
                .block());

        assertThat(results).hasSize(50).containsOnly(1L);
        assertThat(database.stats().commits() - before.commits()).isEqualTo(1);
        assertThat(database.stats().writes().largestGroup()).isEqualTo(50);
    }

    @Test
    void aFailedMemberUndoesItselfAlone() {
        List<Object> results = together(List.of(
                changed(connection, "INSERT INTO t VALUES (1, 'a', NULL)"),
                changed(connection, "INSERT INTO t VALUES (2, 'a', NULL)"),
                changed(connection, "INSERT INTO t VALUES (3, 'c', NULL)")));

        assertThat(results).containsExactly(1L, "23505", 1L);
        assertThat(database.query(Long.class, "SELECT id FROM t ORDER BY id")).containsExactly(1L, 3L);
    }

    @Test
    void repeatsEarlierMembersWhenOneRollsBackTheWholeTransaction() {
        List<Object> results = together(List.of(
                changed(connection, "INSERT INTO t VALUES (1, 'a', NULL)"),
                changed(connection, "INSERT INTO t VALUES (2, 'b', NULL)"),
                changed(connection, "INSERT OR ROLLBACK INTO t VALUES (3, 'a', NULL)"),
                changed(connection, "INSERT INTO t VALUES (4, 'd', NULL)")));

        assertThat(results).containsExactly(1L, 1L, "23505", 1L);
        assertThat(database.query(Long.class, "SELECT id FROM t ORDER BY id")).containsExactly(1L, 2L, 4L);
    }

    @Test
    void findsTheMemberWhoseDeferredConstraintBreaksTheCommit() {
        List<Object> results = together(List.of(
                changed(connection, "INSERT INTO t VALUES (1, 'a', NULL)"),
                changed(connection, "INSERT INTO t VALUES (2, 'b', 99)"),
                changed(connection, "INSERT INTO t VALUES (3, 'c', NULL)")));

        assertThat(results).containsExactly(1L, "23503", 1L);
        assertThat(database.query(Long.class, "SELECT id FROM t ORDER BY id")).containsExactly(1L, 3L);
    }

    @Test
    void bindingsOfOneStatementTakeEffectTogetherOrNotAtAll() {
        Statement statement = connection.createStatement("INSERT INTO t (id, name) VALUES (?, ?)");
        statement.bind(0, 1).bind(1, "a").add();
        statement.bind(0, 2).bind(1, "a");

        StepVerifier.create(statement.execute())
                .expectError(R2dbcDataIntegrityViolationException.class)
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @Test
    void aBatchTakesEffectTogetherOrNotAtAll() {
        StepVerifier.create(connection
                        .createBatch()
                        .add("INSERT INTO t (id, name) VALUES (1, 'a')")
                        .add("INSERT INTO t (id, name) VALUES (2, 'a')")
                        .execute())
                .expectError(R2dbcDataIntegrityViolationException.class)
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }

    @Test
    void aCompoundStatementWithDdlTakesEffectTogetherOrNotAtAll() {
        StepVerifier.create(connection
                        .createStatement("CREATE TABLE u (a); INSERT INTO u VALUES (1); INSERT INTO nowhere VALUES (2)")
                        .execute())
                .expectError(R2dbcException.class)
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM sqlite_schema WHERE name = 'u'"))
                .containsExactly(0L);
    }

    @Test
    void keepsTheOrderInWhichWritesWereSubmitted() {
        List<Object> results = together(Flux.range(1, 200)
                .map(i -> changed(connection, "INSERT INTO t (id, name) SELECT count(*) + 1, ? FROM t", "n" + i))
                .collectList()
                .block());

        assertThat(results).hasSize(200).containsOnly(1L);
        assertThat(database.query(Boolean.class, "SELECT min(name = 'n' || id) FROM t"))
                .containsExactly(true);
    }

    @Test
    void returnsRowsOfGroupedWrites() {
        StepVerifier.create(Flux.range(1, 20)
                        .flatMap(i -> rows(connection, Long.class, "INSERT INTO t (id) VALUES (?) RETURNING id", i), 20)
                        .collect(Collectors.toSet()))
                .assertNext(ids -> assertThat(ids).hasSize(20).contains(1L, 20L))
                .verifyComplete();
    }

    @Test
    void undoesAWriteThatReturnsMoreRowsThanFitTheHeap() {
        database.close();
        database = TestDatabase.in(folder, o -> o.with(SqliteOptions.MAX_BUFFERED_ROWS, 10));
        connection = database.connect();
        StepVerifier.create(rows(
                        connection,
                        Long.class,
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 11) INSERT INTO t (id) SELECT i FROM n RETURNING id"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("maxBufferedRows=10"))
                .verify();
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
    }
}
