package dev.sluice.sqlite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.NativeConnection;
import dev.sluice.sqlite.handle.SchemaClock;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/**
 * R11: a result that is half read when SQLite rolls its transaction back by itself. Only a failure of the disk or of memory
 * does that beside a reading statement, so that here the rollback is given to SQLite behind the transaction's back.
 */
final class AbortedWithCursorTest {

    private static final Terms TERMS = new Terms(Duration.ZERO, Duration.ZERO);

    private final EngineOptions options = new EngineOptions(
            false,
            true,
            "WAL",
            "FULL",
            true,
            true,
            false,
            1 << 20,
            0,
            "MEMORY",
            16,
            1,
            1,
            100,
            100,
            Duration.ofSeconds(1),
            1,
            10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ZERO,
            1 << 20,
            Duration.ZERO,
            "NONE",
            "CHACHA20");

    private NativeConnection connection;
    private Lane lane;
    private Transaction transaction;

    @BeforeEach
    void begin() {
        connection = NativeConnection.open(
                new ConnectionPlan(":memory:", false, true, List.of(), 16, new SchemaClock(), null));
        connection.run("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        connection.run("INSERT INTO t VALUES (1), (2), (3)");
        lane = new Lane(connection, options);
        lane.begin("BEGIN IMMEDIATE");
        transaction = new Transaction(lane, new AtOnce(), true, Lane::commit);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    /** Runs each command on the caller's thread. */
    private final class AtOnce implements Transaction.Carrier {

        @Override
        public void submit(Unit unit) {
            if (unit.claim()) {
                unit.run(lane, transaction);
            }
        }

        @Override
        public void withdraw(Unit unit) {}

        @Override
        public void resume(Runnable continuation) {
            continuation.run();
        }

        @Override
        public @Nullable R2dbcException refusal() {
            return null;
        }

        @Override
        public void acknowledge(Job<?> committed) {
            committed.answer();
        }

        @Override
        public void ended() {}
    }

    private void abort() {
        connection.run("ROLLBACK");
        transaction.failed(new R2dbcTransientResourceException("disk I/O error", "58030", 10));
    }

    @Test
    void isEndedByTheCommitThatFails() {
        var call = new Call("SELECT a FROM t ORDER BY a", new Object[0], false, false);
        StepVerifier.create(transaction.read(call, TERMS, (columns, values) -> values[0]), 1)
                .expectNext(1L)
                .then(() -> assertThat(lane.hasOpenCursors()).isTrue())
                .then(this::abort)
                .then(() -> StepVerifier.create(transaction.commit())
                        .expectErrorSatisfies(failure -> assertThat(failure)
                                .isInstanceOf(R2dbcRollbackException.class)
                                .hasMessageContaining("Nothing was committed"))
                        .verify())
                .then(() -> assertThat(lane.hasOpenCursors()).isFalse())
                .thenRequest(Long.MAX_VALUE)
                // What had been read ahead is still given out.
                .thenConsumeWhile(value -> true)
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("The transaction has ended"))
                .verify(Duration.ofSeconds(20));
        // Nothing of it keeps the connection from its next use.
        lane.begin("BEGIN IMMEDIATE");
        connection.run("DROP TABLE t");
        lane.commit();
    }
}
