package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.TransactionException;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Work registered to run after a commit. */
public abstract class HookContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected HookContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private final List<String> ran = new CopyOnWriteArrayList<>();

    @BeforeEach
    void createItems() {
        items();
    }

    private Supplier<Mono<Void>> note(String what) {
        return () -> Mono.fromRunnable(() -> ran.add(what));
    }

    @Test
    void hooksRunInOrderAfterTheCommitAndBeforeTheValue() {
        value(db.inTransaction(tx -> {
                    tx.afterCommit(() -> Mono.fromRunnable(
                            () -> ran.add("first, commits=" + db.stats().commits())));
                    tx.afterCommit(note("second"));
                    return insertItem(1).doOnNext(rows -> ran.add("body"));
                })
                .doOnNext(rows -> ran.add("value")));

        assertThat(ran).containsExactly("body", "first, commits=1", "second", "value");
    }

    @Test
    void hooksRunOutsideTheTransaction() {
        var mandatory = TransactionOptions.DEFAULT.withPropagation(Propagation.MANDATORY);
        value(db.inTransaction(tx -> {
            tx.afterCommit(() -> db.inTransaction(mandatory, joined -> Mono.just(1))
                    .onErrorResume(
                            TransactionException.class,
                            error -> note("outside").get().then(Mono.empty())));
            tx.afterCommit(() -> db.fetchValue(Long.class, "SELECT count(*) FROM items")
                    .doOnNext(count -> ran.add("count=" + count)));
            return insertItem(1);
        }));

        assertThat(ran).containsExactly("outside", "count=1");
    }

    @Test
    void hooksDoNotRunAfterARollback() {
        failure(IllegalStateException.class, db.inTransaction(tx -> {
            tx.afterCommit(note("hook"));
            return insertItem(1).then(Mono.error(new IllegalStateException("undo")));
        }));
        value(db.inTransaction(tx -> {
            tx.afterCommit(note("hook"));
            tx.setRollbackOnly();
            return insertItem(1);
        }));

        assertThat(ran).isEmpty();
    }

    @Test
    void hooksDoNotRunWhenTheOutcomeIsUnknown() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.after(FaultPoint.COMMIT, "08006").losingConnection());

        failure(AmbiguousCommitException.class, client.inTransaction(tx -> {
            tx.afterCommit(note("hook"));
            return insertItem(client, 1);
        }));

        assertThat(ran).isEmpty();
    }

    @Test
    void failedHookIsLoggedAndKeepsNeitherTheValueNorOtherHooksBack() {
        logs.expectWarning("hook after commit failed");

        long rows = value(db.inTransaction(tx -> {
            tx.afterCommit(() -> Mono.error(new IllegalStateException("hook signalled")));
            tx.afterCommit(() -> {
                throw new IllegalStateException("hook threw");
            });
            tx.afterCommit(note("third"));
            return insertItem(1);
        }));

        assertThat(rows).isEqualTo(1);
        assertThat(ran).containsExactly("third");
        assertThat(logs.everything()).contains("hook signalled").contains("hook threw");
    }

    @Test
    void hooksOfAFailedAttemptAreForgotten() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.before(FaultPoint.COMMIT, "40001"));

        value(client.inTransaction(tx -> {
            tx.afterCommit(note("attempt " + tx.attempt()));
            return insertItem(client, 1);
        }));

        assertThat(ran).containsExactly("attempt 2");
    }

    @Test
    void hooksOfASavepointShareItsFate() {
        var nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);
        Mono<Long> undone = db.inTransaction(nested, inner -> {
            inner.afterCommit(note("undone"));
            return insertItem(1).then(Mono.<Long>error(new IllegalStateException("undo")));
        });
        Mono<Long> kept = db.inTransaction(nested, inner -> {
            inner.afterCommit(note("kept"));
            return insertItem(2);
        });

        value(db.inTransaction(tx -> {
            tx.afterCommit(note("outer"));
            return undone.onErrorReturn(0L).then(kept);
        }));

        assertThat(ran).containsExactly("outer", "kept");
    }

    @Test
    void hooksOfAJoinedTransactionRunAfterTheOutermostCommit() {
        value(db.inTransaction(tx -> db.inTransaction(inner -> {
                    inner.afterCommit(note("hook"));
                    return insertItem(1);
                })
                .doOnNext(rows -> ran.add("inner has ended"))));

        assertThat(ran).containsExactly("inner has ended", "hook");
    }

    @Test
    void hooksOfAStreamRunAfterItsCommit() {
        StepVerifier.create(db.streamInTransaction(TransactionOptions.DEFAULT, tx -> {
                    tx.afterCommit(note("hook"));
                    return insertItem(1);
                }))
                .expectNext(1L)
                .expectComplete()
                .verify(Await.LIMIT);

        assertThat(ran).containsExactly("hook");
    }
}
