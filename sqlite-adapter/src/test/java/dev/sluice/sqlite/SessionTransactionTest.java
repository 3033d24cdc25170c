package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Transactions begun by methods on a connection that has become a session. */
final class SessionTransactionTest {

    private static final TransactionDefinition READ_ONLY = new TransactionDefinition() {
        @Override
        public <T> T getAttribute(Option<T> option) {
            return option.equals(TransactionDefinition.READ_ONLY) ? option.cast(true) : null;
        }
    };

    private enum End {
        COMMIT,
        ROLLBACK,
        AUTOCOMMIT
    }

    @TempDir
    Path folder;

    private TestDatabase database;

    private Connection open(boolean inMemory, UnaryOperator<SqliteOptions> change) {
        database = inMemory
                ? TestDatabase.of(change.apply(SqliteOptions.privateMemory()))
                : TestDatabase.in(folder, change);
        database.update("CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY)");
        return pinned();
    }

    private Connection open(boolean inMemory) {
        return open(inMemory, o -> o);
    }

    /** A connection that has become a session. */
    private Connection pinned() {
        Connection session = database.factory().session().block(TestDatabase.PATIENCE);
        changed(session, "CREATE TEMP TABLE scratch (a)").block(TestDatabase.PATIENCE);
        return session;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static long write(Connection session, long value) {
        return changed(session, "INSERT INTO t VALUES (?)", value).block(TestDatabase.PATIENCE);
    }

    private static void assertReadOnly(Connection session) {
        for (String sql :
                new String[] {"INSERT INTO t VALUES (99)", "DROP TABLE t", "INSERT INTO scratch VALUES (1)"}) {
            StepVerifier.create(changed(session, sql))
                    .expectErrorSatisfies(failure ->
                            assertThat(((R2dbcException) failure).getSqlState()).isEqualTo("25006"))
                    .verify(TestDatabase.PATIENCE);
        }
        assertThat(rows(session, Long.class, "SELECT count(*) FROM t WHERE a = 99")
                        .blockFirst())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aReadOnlyTransactionRefusesWritesAndTheSessionWritesAfterIt(End end) {
        for (boolean inMemory : new boolean[] {false, true}) {
            Connection session = open(inMemory);
            await(session.beginTransaction(READ_ONLY));
            assertReadOnly(session);
            switch (end) {
                case COMMIT -> await(session.commitTransaction());
                case ROLLBACK -> await(session.rollbackTransaction());
                case AUTOCOMMIT -> await(session.setAutoCommit(true));
            }
            assertThat(write(session, 1)).isOne();
            await(session.close());
            assertThat(database.update("INSERT INTO t VALUES (2)")).isOne();
            database.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadOnlyTransactionThatIsLeftOpenKeepsNobodyFromWriting(boolean inMemory) {
        Connection session = open(inMemory);
        await(session.beginTransaction(READ_ONLY));
        await(session.close());
        assertThat(database.update("INSERT INTO t VALUES (1)")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadOnlyTransactionThatIsIdleForTooLongKeepsNobodyFromWriting(boolean inMemory) {
        Connection session =
                open(inMemory, o -> o.with(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT, Duration.ofMillis(50)));
        await(session.beginTransaction(READ_ONLY));
        assertThat(database.update("INSERT INTO t VALUES (1)")).isOne();
        await(session.close());
    }

    @Test
    void whatTheSessionItselfForbadeStaysForbiddenAfterAReadOnlyTransaction() {
        Connection session = open(false);
        changed(session, "PRAGMA query_only = ON").block(TestDatabase.PATIENCE);
        await(session.beginTransaction(READ_ONLY));
        await(session.commitTransaction());
        assertReadOnly(session);
        await(session.close());
    }

    @Test
    void aBeginThatIsCancelledWhileItWaitsLeavesNoTransactionBehind() throws SQLException {
        Connection session = open(false);
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Disposable begin = Mono.from(session.beginTransaction()).subscribe();
            // Whatever comes second waits behind the begin.
            var second = rows(session, Long.class, "SELECT 1").next().toFuture();
            assertThat(database.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            begin.dispose();
            statement.execute("COMMIT");
            assertThat(Await.value(Mono.fromFuture(second))).isOne();
        }
        assertThat(session.isAutoCommit()).isTrue();
        assertThat(write(session, 1)).isOne();
        // Committed by itself, so that others see it.
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
        await(session.beginTransaction());
        write(session, 2);
        await(session.rollbackTransaction());
        await(session.close());
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
    }

    @Test
    void withoutAutocommitTheSessionsFirstStatementBeginsATransaction() {
        Connection session = open(false);
        await(session.setAutoCommit(false));
        assertThat(session.isAutoCommit()).isFalse();
        write(session, 1);
        assertThat(database.query(Long.class, "SELECT a FROM t")).isEmpty();
        await(session.rollbackTransaction());

        write(session, 2);
        await(session.commitTransaction());
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L);

        write(session, 3);
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L);
        await(session.setAutoCommit(true));
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L, 3L);

        write(session, 4);
        assertThat(database.query(Long.class, "SELECT a FROM t")).containsExactly(2L, 3L, 4L);
        await(session.close());
    }

    /** A rollback journal that comes back undoes a commit; only EXTRA syncs its folder. */
    @Test
    void aSessionSyncsARollbackJournalAsTheWriterDoes() {
        Connection session = open(
                false,
                o -> o.with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE)
                        .with(SqliteOptions.SYNCHRONOUS, Synchronous.FULL));
        assertThat(rows(session, Long.class, "PRAGMA synchronous").blockFirst()).isEqualTo(3L);
        changed(session, "PRAGMA synchronous = OFF").block(TestDatabase.PATIENCE);
        await(session.close());

        Connection next = pinned();
        assertThat(rows(next, Long.class, "PRAGMA synchronous").blockFirst()).isEqualTo(3L);
        await(next.close());
    }
}
