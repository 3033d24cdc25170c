package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Spring's R2dbcTransactionManager on the driver. */
final class SpringTransactionTest {

    @TempDir
    Path folder;

    private DatabaseFile file;
    private DatabaseClient client;
    private R2dbcTransactionManager manager;

    @BeforeEach
    void open() {
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE n (i INTEGER PRIMARY KEY)");
        client = DatabaseClient.create(file.factory());
        manager = new R2dbcTransactionManager(file.factory());
    }

    @AfterEach
    void close() {
        file.close();
    }

    private TransactionalOperator operator(int propagation) {
        return TransactionalOperator.create(manager, new DefaultTransactionDefinition(propagation));
    }

    private TransactionalOperator required() {
        return operator(TransactionDefinition.PROPAGATION_REQUIRED);
    }

    private Mono<Long> insert(int i) {
        return client.sql("INSERT INTO n VALUES (:i)").bind("i", i).fetch().rowsUpdated();
    }

    private Mono<Long> count() {
        return client.sql("SELECT count(*) FROM n")
                .map(row -> row.get(0, Long.class))
                .one();
    }

    private Long stored() {
        return file.query(Long.class, "SELECT count(*) FROM n").get(0);
    }

    @Test
    void commits() {
        StepVerifier.create(insert(1).then(insert(2)).then(count()).as(required()::transactional))
                .expectNext(2L)
                .verifyComplete();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void nothingIsSeenOutsideBeforeTheCommit() {
        Mono<Long> seen = insert(1)
                .then(Mono.fromSupplier(this::stored).subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()));
        StepVerifier.create(seen.as(required()::transactional)).expectNext(0L).verifyComplete();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void rollsBackOnError() {
        StepVerifier.create(insert(1).then(insert(1)).as(required()::transactional))
                .expectError(org.springframework.dao.DuplicateKeyException.class)
                .verify();
        assertThat(stored()).isZero();
    }

    @Test
    void rollsBackOnCancel() {
        Flux<Long> endless = insert(1).thenMany(Flux.<Long>never()).startWith(insert(2));
        StepVerifier.create(endless.as(required()::transactional))
                .expectNext(1L)
                .thenCancel()
                .verify(DatabaseFile.PATIENCE);
        // The writer is free once the cancelled transaction has been rolled back.
        file.run("INSERT INTO n VALUES (7)");
        assertThat(file.query(Long.class, "SELECT i FROM n")).containsExactly(7L);
    }

    @Test
    void rollsBackWhenMarked() {
        Flux<Long> marked = required().execute(transaction -> {
            transaction.setRollbackOnly();
            return insert(1);
        });
        StepVerifier.create(marked).expectNext(1L).verifyComplete();
        assertThat(stored()).isZero();
    }

    @Test
    void readOnlyTransactionKeepsItsSnapshotAndRefusesWrites() {
        var definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        TransactionalOperator readOnly = TransactionalOperator.create(manager, definition);

        Mono<Long> twice = count().flatMap(first -> Mono.fromRunnable(() -> file.run("INSERT INTO n VALUES (1)"))
                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .then(count()));
        StepVerifier.create(twice.as(readOnly::transactional)).expectNext(0L).verifyComplete();
        assertThat(stored()).isEqualTo(1);

        StepVerifier.create(insert(2).as(readOnly::transactional)).expectError().verify();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void nestedTransactionRollsBackToItsSavepoint() {
        TransactionalOperator nested = operator(TransactionDefinition.PROPAGATION_NESTED);
        Mono<Long> failing = insert(2).then(insert(2)).as(nested::transactional).onErrorReturn(0L);
        StepVerifier.create(insert(1).then(failing).then(insert(3)).as(required()::transactional))
                .expectNext(1L)
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT i FROM n ORDER BY i")).containsExactly(1L, 3L);
    }

    @Test
    void nestedTransactionCommitsWithItsOuter() {
        TransactionalOperator nested = operator(TransactionDefinition.PROPAGATION_NESTED);
        StepVerifier.create(insert(1).then(insert(2).as(nested::transactional)).as(required()::transactional))
                .expectNext(1L)
                .verifyComplete();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void everyIsolationLevelAndATimeoutAreTaken() {
        for (int level : new int[] {
            TransactionDefinition.ISOLATION_READ_UNCOMMITTED,
            TransactionDefinition.ISOLATION_READ_COMMITTED,
            TransactionDefinition.ISOLATION_REPEATABLE_READ,
            TransactionDefinition.ISOLATION_SERIALIZABLE
        }) {
            var definition = new DefaultTransactionDefinition();
            definition.setIsolationLevel(level);
            definition.setTimeout(5);
            definition.setName("level " + level);
            StepVerifier.create(insert(level).as(TransactionalOperator.create(manager, definition)::transactional))
                    .expectNext(1L)
                    .verifyComplete();
        }
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void transactionsRunOneAfterTheOther() {
        Flux<Long> increments = Flux.range(0, 200)
                .flatMap(
                        i -> client.sql("INSERT INTO n SELECT coalesce(max(i), 0) + 1 FROM n")
                                .fetch()
                                .rowsUpdated()
                                .then(count())
                                .as(required()::transactional),
                        16);
        StepVerifier.create(increments.count())
                .expectNext(200L)
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        assertThat(file.query(Long.class, "SELECT max(i) FROM n")).containsExactly(200L);
    }
}
