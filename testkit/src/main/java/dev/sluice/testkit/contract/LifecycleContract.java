package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Database;
import dev.sluice.Health;
import dev.sluice.Stats;
import dev.sluice.error.ConnectionException;
import dev.sluice.error.DatabaseClosedException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.TransactionException;
import dev.sluice.error.UnsupportedFeatureException;
import dev.sluice.spi.Capability;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Opening, looking, lending and closing. */
public abstract class LifecycleContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected LifecycleContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    interface Teleport extends Capability {}

    @Test
    void connectReachesTheDatabaseAndMayBeRepeated() {
        Await.value(db.connect());
        Await.value(db.connect());

        assertThat(db.stats().inFlight()).isZero();
    }

    @Test
    void nothingIsOpenedBeforeFirstUse() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);

        assertThat(client.stats().pool().total()).isZero();
        assertThat(faulty.calls(FaultPoint.CREATE)).isZero();
    }

    @Test
    void healthTellsThatItIsReachable() {
        Health health = value(db.health());

        assertThat(health.healthy()).isTrue();
        assertThat(health.probes()).anySatisfy(probe -> {
            assertThat(probe.name()).isEqualTo("connected");
            assertThat(probe.healthy()).isTrue();
        });
    }

    @Test
    void unreachableDatabaseIsAnUnhealthyAnswer() {
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);
        faulty.inject(Fault.before(FaultPoint.CREATE, "08001").times(99));

        Health health = value(client.health());

        assertThat(health.healthy()).isFalse();
        failure(ConnectionException.class, client.connect());
    }

    @Test
    void statsCountWhatHappened() {
        items(1);
        Stats before = db.stats();
        value(db.fetchValue(Long.class, "SELECT 1"));
        value(db.inTransaction(tx -> insertItem(2)));
        failure(DatabaseException.class, db.inTransaction(tx -> insertItem(2)));
        leaks.awaitIdle();

        Stats after = db.stats();
        assertThat(after.statements() - before.statements()).isEqualTo(3);
        assertThat(after.failures() - before.failures()).isEqualTo(1);
        assertThat(after.commits() - before.commits()).isEqualTo(1);
        assertThat(after.rollbacks() - before.rollbacks()).isEqualTo(1);
        assertThat(after.inFlight()).isZero();
    }

    @Test
    void closeIsIdempotentAndEndsUse() {
        items(1);
        Await.value(db.close());
        Await.value(db.close());

        failure(DatabaseClosedException.class, db.fetchAll("SELECT id FROM items"));
        failure(DatabaseClosedException.class, db.inTransaction(tx -> Mono.just(1)));
        failure(DatabaseClosedException.class, db.executeMany("INSERT INTO items(id) VALUES (?)", List.of(5L)));
        failure(DatabaseClosedException.class, db.withConnection(connection -> Mono.just(1)));
        assertThat(db.stats().pool().total()).isZero();
    }

    @Test
    void closeWaitsForWhatIsRunning() {
        items();
        Sinks.Empty<Void> goOn = Sinks.empty();
        var inside = new AtomicBoolean();
        CompletableFuture<Long> work = db.inTransaction(
                        tx -> insertItem(1).doOnNext(rows -> inside.set(true)).delayUntil(rows -> goOn.asMono()))
                .toFuture();
        Await.until("the body waits", inside::get);

        CompletableFuture<Void> closed = db.close(Await.LIMIT).toFuture();
        failure(DatabaseClosedException.class, db.fetchAll("SELECT id FROM items"));
        assertThat(closed).isNotDone();
        goOn.tryEmitEmpty();

        assertThat(value(Mono.fromFuture(work))).isEqualTo(1);
        Await.value(Mono.fromFuture(closed));
    }

    @Test
    void closeIsBoundedByItsGrace() {
        items();
        Database other = open(builder -> builder);
        Await.value(other.connect());
        var inside = new AtomicBoolean();
        Disposable work = db.inTransaction(
                        tx -> insertItem(1).doOnNext(rows -> inside.set(true)).then(Mono.never()))
                .subscribe(value -> {}, error -> {});
        Await.until("the body waits", inside::get);

        Await.value(db.close(Duration.ofMillis(200)));

        work.dispose();
        assertThat(value(other.fetchValue(Long.class, "SELECT count(*) FROM items")))
                .isZero();
        assertThat(value(insertItem(other, 2))).isEqualTo(1);
    }

    @Test
    void withConnectionLendsInAutocommit() {
        items();
        Flux<Long> rows = db.withConnection(connection -> Flux.from(connection
                        .createStatement("INSERT INTO items(id) VALUES (1)")
                        .execute())
                .concatMap(Result::getRowsUpdated));

        assertThat(list(rows)).containsExactly(1L);
        assertThat(itemIds()).containsExactly(1L);
    }

    @Test
    void withConnectionJoinsTheTransaction() {
        items();

        failure(
                IllegalStateException.class,
                db.inTransaction(tx -> db.withConnection(connection -> Flux.from(connection
                                        .createStatement("INSERT INTO items(id) VALUES (1)")
                                        .execute())
                                .concatMap(Result::getRowsUpdated))
                        .then(db.fetchValue(Long.class, "SELECT count(*) FROM items"))
                        .flatMap(count -> Mono.error(new IllegalStateException("count=" + count)))));

        assertThat(itemIds()).isEmpty();
    }

    @Test
    void borrowedConnectionCannotBeClosedNorItsTransactionEnded() {
        items();

        failure(TransactionException.class, db.withConnection(Connection::close));
        failure(
                TransactionException.class,
                db.inTransaction(
                        tx -> db.withConnection(Connection::commitTransaction).then()));
        failure(
                TransactionException.class,
                db.inTransaction(
                        tx -> db.withConnection(Connection::rollbackTransaction).then()));
        failure(
                TransactionException.class,
                db.inTransaction(tx -> db.withConnection(Connection::close).then()));

        leaks.awaitIdle();
    }

    @Test
    void borrowerOutsideATransactionMayRunItsOwn() {
        items();
        Flux<Long> rows = db.withConnection(connection -> Mono.from(connection.beginTransaction())
                .thenMany(Flux.from(connection
                                .createStatement("INSERT INTO items(id) VALUES (1)")
                                .execute())
                        .concatMap(Result::getRowsUpdated)));

        assertThat(list(rows)).containsExactly(1L);

        leaks.awaitIdle();
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void missingCapabilityIsRefusedByName() {
        assertThatThrownBy(() -> db.capability(Teleport.class))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("Teleport");
    }

    @Test
    void secondDatabaseSeesTheSameData() {
        items(3);
        Database other = open(builder -> builder);

        assertThat(value(other.fetchValue(Long.class, "SELECT count(*) FROM items")))
                .isEqualTo(3);
    }
}
