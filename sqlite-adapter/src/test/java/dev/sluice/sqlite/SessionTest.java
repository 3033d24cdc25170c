package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.settings.CoreSettings;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R14: an exclusive session allows what a logical connection refuses, and leaves nothing of it behind. */
final class SessionTest {

    @TempDir
    Path folder;

    private TestDatabase database;

    private Connection open(boolean inMemory) {
        database = inMemory ? TestDatabase.of(SqliteOptions.privateMemory()) : TestDatabase.in(folder);
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
        return session();
    }

    private Connection session() {
        return database.factory().session().block(TestDatabase.PATIENCE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void temporaryObjectsLiveAsLongAsTheSession(boolean inMemory) {
        Connection session = open(inMemory);
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        changed(session, "INSERT INTO scratch VALUES (1), (2)").block();
        assertThat(rows(session, Long.class, "SELECT count(*) FROM scratch").blockFirst())
                .isEqualTo(2L);
        await(session.close());

        Connection next = session();
        changed(next, "CREATE TEMP TABLE other (a)").block();
        StepVerifier.create(rows(next, Long.class, "SELECT count(*) FROM scratch"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("no such table"))
                .verify();
        await(next.close());
        assertThat(database.update("INSERT INTO t VALUES (1, 'after')")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pragmasAndAttachedFilesAreUndoneAtTheEnd(boolean inMemory) {
        Connection session = open(inMemory);
        changed(session, "PRAGMA foreign_keys = OFF").block();
        changed(session, "PRAGMA query_only = ON").block();
        changed(session, "ATTACH '" + folder.resolve("other.db") + "' AS other").block();
        assertThat(rows(session, Long.class, "PRAGMA foreign_keys").blockFirst())
                .isZero();
        await(session.close());

        Connection writer = database.connect();
        await(writer.beginTransaction());
        assertThat(rows(writer, Long.class, "PRAGMA foreign_keys").blockFirst()).isEqualTo(1L);
        assertThat(rows(writer, String.class, "SELECT name FROM pragma_database_list")
                        .collectList()
                        .block())
                .doesNotContain("other");
        assertThat(changed(writer, "INSERT INTO t VALUES (1, 'writable')").block())
                .isOne();
        await(writer.commitTransaction());
    }

    @Test
    void rawTransactionsWorkAndWhatIsLeftOpenIsRolledBack() {
        Connection session = open(false);
        changed(session, "BEGIN").block();
        changed(session, "INSERT INTO t VALUES (1, 'kept')").block();
        changed(session, "COMMIT").block();
        changed(session, "BEGIN IMMEDIATE").block();
        changed(session, "INSERT INTO t VALUES (2, 'lost')").block();
        await(session.close());

        assertThat(database.query(Long.class, "SELECT id FROM t")).containsExactly(1L);
    }

    @Test
    void methodsBeginTransactionsInASessionToo() {
        Connection session = open(false);
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        await(session.beginTransaction());
        changed(session, "INSERT INTO t VALUES (1, 'a')").block();
        await(session.createSavepoint("s"));
        changed(session, "INSERT INTO t VALUES (2, 'b')").block();
        await(session.rollbackTransactionToSavepoint("s"));
        await(session.commitTransaction());
        await(session.beginTransaction());
        changed(session, "INSERT INTO t VALUES (3, 'c')").block();
        await(session.rollbackTransaction());
        assertThat(rows(session, Long.class, "SELECT id FROM t").collectList().block())
                .containsExactly(1L);
        await(session.close());
    }

    @Test
    void theLastWritesStateMeansSomethingInASession() {
        Connection session = open(false);
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        changed(session, "INSERT INTO t VALUES (42, 'x')").block();
        assertThat(rows(session, Long.class, "SELECT last_insert_rowid()").blockFirst())
                .isEqualTo(42L);
        await(session.close());
    }

    @Test
    void othersWriteOnlyAfterTheSession() {
        Connection session = open(false);
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        Mono<Long> write =
                changed(database.connect(), "INSERT INTO t VALUES (1, 'a')").cache();
        var waiting = write.subscribe();
        Await.until("the write waits", () -> database.stats().queuedWrites() == 1);
        assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
        await(session.close());
        assertThat(write.block(TestDatabase.PATIENCE)).isOne();
        waiting.dispose();
    }

    @Test
    void severalStatementsAreAsOneInASession() {
        Connection session = open(false);
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        StepVerifier.create(changed(session, "INSERT INTO t VALUES (1, 'a'); INSERT INTO t VALUES (1, 'twin')"))
                .expectError(R2dbcException.class)
                .verify();
        assertThat(rows(session, Long.class, "SELECT count(*) FROM t").blockFirst())
                .isZero();
        await(session.close());
    }

    @Test
    void anIdleSessionIsEndedAndFailsByName() {
        database =
                TestDatabase.in(folder, o -> o.with(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT, Duration.ofMillis(50)));
        Connection session = session();
        changed(session, "CREATE TEMP TABLE scratch (a)").block();
        assertThat(database.update("CREATE TABLE t (a)")).isZero();
        StepVerifier.create(changed(session, "INSERT INTO scratch VALUES (1)"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("idleInTransactionTimeout"))
                .verify();
        await(session.close());
    }

    @Test
    void aCancelledWaitForASessionPinsNothing() {
        Connection session = open(false);
        Connection holder = database.connect();
        await(holder.beginTransaction());
        StepVerifier.create(changed(session, "CREATE TEMP TABLE scratch (a)"))
                .then(() ->
                        Await.until("the session waits", () -> database.stats().queuedWrites() == 1))
                .thenCancel()
                .verify();
        await(holder.rollbackTransaction());
        assertThat(database.update("INSERT INTO t VALUES (1, 'a')")).isOne();
        await(session.close());
    }

    @Test
    void whatConcernsEveryConnectionIsRefusedEvenInASession() {
        Connection session = open(false);
        for (String sql : List.of("PRAGMA journal_mode = DELETE", "PRAGMA locking_mode = EXCLUSIVE")) {
            assertThatThrownBy(() -> session.createStatement(sql)).isInstanceOf(R2dbcPermissionDeniedException.class);
        }
        await(session.close());
    }

    @Test
    void aLogicalConnectionRefusesWhatNeedsASession() {
        open(false);
        Connection connection = database.connect();
        assertThatThrownBy(() -> connection.createStatement("CREATE TEMP TABLE scratch (a)"))
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining("Temporary");
    }
}
