package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.RetryPolicy;
import dev.sluice.TransactionOptions;
import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.SerializationFailureException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import dev.sluice.testkit.fault.FaultyConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What is run again after a failure, what is not, and what is said when nobody knows. */
public abstract class RetryContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected RetryContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final RetryPolicy AT_ONCE = new RetryPolicy(10, Duration.ZERO, Duration.ZERO);
    private static final TransactionOptions OPTIONS = TransactionOptions.DEFAULT.withRetry(AT_ONCE);

    private final FaultyConnectionFactory faulty = faulty();
    private Database client;
    private final List<Integer> attempts = new CopyOnWriteArrayList<>();

    @BeforeEach
    void openFaultyDatabase() {
        items();
        client = open(faulty, builder -> builder);
    }

    /** Inserts item 1, and notes each attempt. */
    private Mono<Long> insertOnce(TransactionOptions options) {
        return client.inTransaction(options, tx -> {
            attempts.add(tx.attempt());
            return insertItem(client, 1);
        });
    }

    @Test
    void runsAgainAfterASerializationFailureAtCommit() {
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001").times(2));

        assertThat(value(insertOnce(OPTIONS))).isEqualTo(1);

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(itemIds()).containsExactly(1L);
        assertThat(client.stats().retries()).isEqualTo(2);
        assertThat(client.stats().commits()).isEqualTo(1);
    }

    @Test
    void runsAgainAfterASerializationFailureInTheBody() {
        faulty.inject(Fault.after(FaultPoint.EXECUTE, "40P01"));

        value(insertOnce(OPTIONS));

        assertThat(attempts).containsExactly(1, 2);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void runsAgainOnAFreshConnectionAfterALossBeforeCommit() {
        faulty.inject(Fault.after(FaultPoint.EXECUTE, "08006").losingConnection());

        value(insertOnce(OPTIONS));

        assertThat(attempts).containsExactly(1, 2);
        assertThat(itemIds()).containsExactly(1L);
        assertThat(faulty.calls(FaultPoint.CREATE)).isEqualTo(2);
        assertThat(faulty.openConnections()).isZero();
    }

    @Test
    void runsAgainWhenConnectingOrBeginningFails() {
        faulty.inject(Fault.before(FaultPoint.CREATE, "08001"));
        faulty.inject(Fault.before(FaultPoint.BEGIN, "57P01"));

        value(insertOnce(OPTIONS));

        assertThat(attempts).containsExactly(3);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void failsWithEarlierFailuresSuppressedWhenAttemptsRunOut() {
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001").times(99));

        var error =
                failure(SerializationFailureException.class, insertOnce(OPTIONS.withRetry(AT_ONCE.withMaxAttempts(3))));

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(error.getSuppressed()).hasSize(2).allMatch(SerializationFailureException.class::isInstance);
        assertThat(error.sqlState()).contains("40001");
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void doesNotRunAgainAfterAFinalFailure() {
        faulty.inject(Fault.before(FaultPoint.COMMIT, "23505"));

        failure(DuplicateKeyException.class, insertOnce(OPTIONS));

        assertThat(attempts).containsExactly(1);
        assertThat(itemIds()).isEmpty();
        assertThat(faulty.openConnections()).isZero();
    }

    @Test
    void runsAgainAlthoughTheBodySwallowedTheSerializationFailure() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "40001"));

        long rows = value(client.inTransaction(OPTIONS, tx -> {
            attempts.add(tx.attempt());
            return insertItem(client, 1).onErrorReturn(-1L);
        }));

        assertThat(rows).isEqualTo(1);
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void nestedDoesNotAbsorbASerializationFailure() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "40001"));
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);

        long rows = value(client.inTransaction(OPTIONS, tx -> {
            attempts.add(tx.attempt());
            return client.inTransaction(nested, inner -> insertItem(client, 1)).onErrorReturn(-1L);
        }));

        assertThat(rows).isEqualTo(1);
        assertThat(attempts).containsExactly(1, 2);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void writeRefusedInAReadOnlyTransactionIsFinal() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "25006").times(99));

        failure(AccessDeniedException.class, client.inTransaction(OPTIONS.withReadOnly(), tx -> {
            attempts.add(tx.attempt());
            return client.fetchValue(Long.class, "SELECT count(*) FROM items");
        }));

        assertThat(attempts).containsExactly(1);
    }

    @Test
    void lostAnswerToACommitIsAmbiguousWhetherItWasStoredOrNot() {
        faulty.inject(Fault.after(FaultPoint.COMMIT, "08006").losingConnection());
        var stored = failure(AmbiguousCommitException.class, insertOnce(OPTIONS.withName("pay")));
        assertThat(itemIds()).containsExactly(1L);
        run("DELETE FROM items");

        faulty.inject(Fault.before(FaultPoint.COMMIT, "08006").losingConnection());
        failure(AmbiguousCommitException.class, insertOnce(OPTIONS.withName("pay")));
        assertThat(itemIds()).isEmpty();

        assertThat(stored).hasMessageContaining("'pay'").hasCauseInstanceOf(R2dbcException.class);
        assertThat(attempts).containsExactly(1, 1);
        assertThat(client.stats().unknown()).isEqualTo(2);
        assertThat(faulty.openConnections()).isZero();
    }

    @Test
    void ambiguousCommitRunsAgainWhenTheBodyIsIdempotent() {
        run("INSERT INTO items(id, label) VALUES (1, 'old')");
        faulty.inject(Fault.after(FaultPoint.COMMIT, "08006").losingConnection());

        value(client.inTransaction(OPTIONS.withIdempotentBody(), tx -> {
            attempts.add(tx.attempt());
            return client.execute("UPDATE items SET label = 'new'");
        }));

        assertThat(attempts).containsExactly(1, 2);
        assertThat(client.stats().unknown()).isEqualTo(1);
        assertThat(client.stats().commits()).isEqualTo(1);
    }

    @Test
    void commitThatIsNeverAnsweredIsAmbiguousAfterFiveSeconds() {
        var time = new ManualTime();
        Database timed = open(faulty, builder -> builder.environment(time.environment()));
        faulty.inject(Fault.hangAfter(FaultPoint.COMMIT));
        CompletableFuture<Long> result =
                timed.inTransaction(OPTIONS, tx -> insertItem(timed, 1)).toFuture();
        Await.until("the commit hangs", () -> faulty.hanging() == 1);

        time.advance(Duration.ofMillis(4_999));
        assertThat(result).isNotDone();
        time.advance(Duration.ofMillis(1));

        failure(AmbiguousCommitException.class, Mono.fromFuture(result));
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void deadlineDoesNotInterruptACommit() {
        var time = new ManualTime();
        Database timed = open(faulty, builder -> builder.environment(time.environment()));
        faulty.inject(Fault.hangBefore(FaultPoint.COMMIT));
        var options = OPTIONS.withTimeout(Duration.ofSeconds(1));
        CompletableFuture<Long> result =
                timed.inTransaction(options, tx -> insertItem(timed, 1)).toFuture();
        Await.until("the commit hangs", () -> faulty.hanging() == 1);

        time.advance(Duration.ofSeconds(3));
        assertThat(result).isNotDone();
        faulty.answer();

        assertThat(value(Mono.fromFuture(result))).isEqualTo(1);
    }

    @Test
    void cancellationDoesNotInterruptACommit() {
        faulty.inject(Fault.hangAfter(FaultPoint.COMMIT));
        Disposable caller = insertOnce(OPTIONS).subscribe(value -> {}, error -> {});
        Await.until("the commit hangs", () -> faulty.hanging() == 1);

        caller.dispose();
        assertThat(faulty.calls(FaultPoint.ROLLBACK)).isZero();
        assertThat(faulty.openConnections()).isEqualTo(1);
        faulty.answer();

        Await.until("the connection is closed", () -> faulty.openConnections() == 0);
        assertThat(client.stats().commits()).isEqualTo(1);
        assertThat(logs.everything()).contains("committed after its caller had cancelled");
    }

    @Test
    void unknownOutcomeOfACancelledCallerIsLoggedAndCounted() {
        logs.expectWarning("is unknown, and its caller had cancelled");
        faulty.inject(Fault.hangAfter(FaultPoint.COMMIT));
        var time = new ManualTime();
        Database timed = open(faulty, builder -> builder.environment(time.environment()));
        Disposable caller = timed.inTransaction(OPTIONS.withName("pay"), tx -> insertItem(timed, 1))
                .subscribe(value -> {}, error -> {});
        Await.until("the commit hangs", () -> faulty.hanging() == 1);

        caller.dispose();
        time.advance(Duration.ofSeconds(5));

        Await.until("the outcome is counted", () -> timed.stats().unknown() == 1);
        assertThat(logs.everything()).contains("pay");
    }

    @Test
    void connectionIsGivenBackBeforeTheBackoff() {
        var time = new ManualTime();
        Database timed = open(faulty, builder -> builder.environment(time.environment()));
        var policy = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(1));
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001"));
        CompletableFuture<Long> result = timed.inTransaction(OPTIONS.withRetry(policy), tx -> insertItem(timed, 1))
                .toFuture();
        Await.until("the first attempt has failed", () -> timed.stats().retries() == 1);

        assertThat(faulty.openConnections()).isZero();
        assertThat(result).isNotDone();
        // The wait may begin a moment after it is counted; once it has ended, time stands still for the commit.
        Await.until("the second attempt begins", () -> {
            if (faulty.calls(FaultPoint.CREATE) == 1) {
                time.advance(Duration.ofSeconds(1));
            }
            return faulty.calls(FaultPoint.CREATE) == 2;
        });

        assertThat(value(Mono.fromFuture(result))).isEqualTo(1);
    }

    @Test
    void deadlineCoversAttemptsAndBackoff() {
        var time = new ManualTime();
        Database timed = open(faulty, builder -> builder.environment(time.environment()));
        var policy = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(1));
        var options = OPTIONS.withRetry(policy).withTimeout(Duration.ofMillis(500));
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001").times(99));

        failure(SerializationFailureException.class, timed.inTransaction(options, tx -> insertItem(timed, 1)));

        assertThat(timed.stats().retries()).isZero();
    }

    @Test
    void emptyBudgetFailsWithTheCause() {
        Database poor = open(
                faulty,
                builder -> builder.set(CoreSettings.RETRY_BUDGET_RATIO, 0.0)
                        .set(CoreSettings.RETRY_BUDGET_PER_SECOND, 0.0));
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001").times(99));

        failure(SerializationFailureException.class, poor.inTransaction(OPTIONS, tx -> {
            attempts.add(tx.attempt());
            return insertItem(poor, 1);
        }));

        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void failedRollbackIsSuppressedUnderTheFailureThatLedToIt() {
        faulty.inject(Fault.before(FaultPoint.ROLLBACK, "XX000"));

        var error = failure(
                IllegalStateException.class,
                client.inTransaction(
                        OPTIONS, tx -> insertItem(client, 1).then(Mono.error(new IllegalStateException("body")))));

        assertThat(error.getSuppressed()).anySatisfy(other -> assertThat(other).isInstanceOf(R2dbcException.class));
        assertThat(itemIds()).isEmpty();
        assertThat(faulty.openConnections()).isZero();
    }

    @Test
    void autocommitStatementsRunAgainAfterASerializationFailure() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "40001").times(2));

        assertThat(value(insertItem(client, 1))).isEqualTo(1);

        assertThat(itemIds()).containsExactly(1L);
        assertThat(client.stats().retries()).isEqualTo(2);
    }

    @Test
    void autocommitReadsRunAgainAfterALossAndWritesAreAmbiguous() {
        faulty.inject(Fault.after(FaultPoint.EXECUTE, "08006").losingConnection());
        assertThat(value(client.fetchValue(Long.class, "SELECT count(*) FROM items")))
                .isZero();

        faulty.inject(Fault.after(FaultPoint.EXECUTE, "08006").losingConnection());
        var error = failure(AmbiguousCommitException.class, insertItem(client, 1));

        assertThat(error.statement()).hasValueSatisfying(sql -> assertThat(sql).startsWith("INSERT"));
        assertThat(itemIds()).containsExactly(1L);
        assertThat(faulty.openConnections()).isZero();
    }
}
