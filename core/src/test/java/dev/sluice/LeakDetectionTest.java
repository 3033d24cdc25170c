package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

class LeakDetectionTest extends FaultTest {

    private static final Duration THRESHOLD = Duration.ofSeconds(10);
    private static final TransactionOptions TRANSFER =
            TransactionOptions.DEFAULT.withName("transfer").withTimeout(Duration.ZERO);
    private static final String HELD =
            " has been held for 10000 ms, longer than leakDetectionThreshold allows (10000 ms);";

    private final RecordedLog log = new RecordedLog(LeakWatch.class);
    private final Sinks.Empty<Void> end = Sinks.empty();

    @Override
    DatabaseBuilder builder() {
        return super.builder().set(CoreSettings.LEAK_DETECTION_THRESHOLD, THRESHOLD);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private Mono<Long> held() {
        return db.inTransaction(
                TRANSFER, tx -> db.execute("UPDATE t SET a = ?", "hunter2").delayUntil(updated -> end.asMono()));
    }

    private static Mono<Long> subscribedElsewhere(Mono<Long> work, Scheduler scheduler) {
        return work.subscribeOn(scheduler);
    }

    @Test
    void reportsATransactionOnceWithItsNameAndWhereItWasOpened() {
        CompletableFuture<Long> result = subscribedElsewhere(held(), time).toFuture();

        time.advanceTimeBy(THRESHOLD.minusMillis(1));
        assertThat(log.lines()).isEmpty();
        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(log.lines()).singleElement().asString().startsWith("WARN The transaction 'transfer'" + HELD);
        assertThat(log.trace(0))
                .contains("dev.sluice.DefaultDatabase.inTransaction")
                .contains("LeakDetectionTest.held(");
        end.tryEmitEmpty();
        assertThat(result).isCompletedWithValue(1L);
    }

    @Test
    void saysWhenItComesBackAfterAll() {
        CompletableFuture<Long> result = held().toFuture();
        time.advanceTimeBy(THRESHOLD.plusSeconds(5));

        end.tryEmitEmpty();

        assertThat(result).isCompleted();
        assertThat(log.lines())
                .hasSize(2)
                .last()
                .isEqualTo("INFO The transaction 'transfer' that was reported as held for too long is back after 15000"
                        + " ms");
    }

    @Test
    void saysNothingOfATransactionThatEndsInTime() {
        CompletableFuture<Long> result = held().toFuture();
        time.advanceTimeBy(THRESHOLD.minusMillis(1));
        end.tryEmitEmpty();
        Disposable cancelled = held().delayUntil(updated -> Mono.never()).subscribe();
        cancelled.dispose();
        failure(
                IllegalStateException.class,
                db.inTransaction(tx -> Mono.error(new IllegalStateException("the body's own"))));

        time.advanceTimeBy(Duration.ofDays(1));

        assertThat(result).isCompleted();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void showsNoBoundValue() {
        CompletableFuture<Long> result = held().toFuture();
        time.advanceTimeBy(THRESHOLD);
        end.tryEmitEmpty();

        assertThat(result).isCompleted();
        assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("hunter2"));
        assertThat(log.trace(0)).doesNotContain("hunter2");
    }

    @Test
    void reportsALentConnection() {
        CompletableFuture<List<String>> result = db.withConnection(
                        connection -> Flux.just("lent").delaySequence(THRESHOLD.plusSeconds(1), time))
                .collectList()
                .toFuture();

        time.advanceTimeBy(THRESHOLD.plusSeconds(1));

        assertThat(result).isCompleted();
        assertThat(log.lines()).hasSize(2).first().asString().startsWith("WARN The lent connection" + HELD);
        assertThat(log.trace(0))
                .contains("DefaultDatabase.withConnection")
                .contains("LeakDetectionTest.reportsALentConnection");
    }

    @Test
    void reportsAStreamAndABulkWriteWhoseSourceStalls() {
        Sinks.Many<Integer> rows = Sinks.many().unicast().onBackpressureBuffer();
        CompletableFuture<List<Integer>> stream = db.streamInTransaction(TRANSFER, tx -> rows.asFlux())
                .collectList()
                .toFuture();
        time.advanceTimeBy(THRESHOLD);
        rows.tryEmitComplete();
        driver.on("INSERT INTO t VALUES ($1)", Mono.delay(THRESHOLD, time).map(tick -> FakeDriver.rows(Flux.empty())));
        CompletableFuture<Long> bulk =
                db.executeMany("INSERT INTO t VALUES (?)", List.of(1)).toFuture();
        time.advanceTimeBy(THRESHOLD);

        assertThat(stream).isCompleted();
        assertThat(bulk).isCompleted();
        assertThat(log.lines()).hasSize(4);
        assertThat(log.trace(0)).contains("DefaultDatabase.streamInTransaction");
        assertThat(log.lines().get(2)).startsWith("WARN The transaction of executeMany" + HELD);
    }

    @Test
    void doesNotCountTheWaitForAConnectionOrForTheBegin() {
        Sinks.Empty<Void> turn = Sinks.empty();
        driver.on("CREATE", Mono.just("later").delayElement(THRESHOLD.plusSeconds(1), time));
        driver.on("BEGIN", turn.asMono());
        CompletableFuture<Long> result = held().toFuture();

        time.advanceTimeBy(THRESHOLD.multipliedBy(3));
        assertThat(log.lines()).isEmpty();

        turn.tryEmitEmpty();
        time.advanceTimeBy(THRESHOLD);
        assertThat(log.lines()).hasSize(1);
        end.tryEmitEmpty();
        assertThat(result).isCompleted();
    }

    @Test
    void watchesEachTransactionByItself() {
        TransactionOptions inner = TRANSFER.withName("inner").withPropagation(Propagation.REQUIRES_NEW);
        CompletableFuture<Long> result = db.inTransaction(
                        TRANSFER,
                        tx -> Mono.delay(Duration.ofSeconds(6), time)
                                .then(db.inTransaction(inner, own -> Mono.delay(Duration.ofSeconds(6), time))))
                .toFuture();

        time.advanceTimeBy(Duration.ofSeconds(12));

        assertThat(result).isCompleted();
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("'transfer'"));
    }

    @Test
    void leavesNoTraceAtAllWhenItIsOff() {
        Database off = super.builder().open();
        CompletableFuture<Long> result = off.inTransaction(
                        TRANSFER,
                        tx -> Mono.deferContextual(context -> Mono.just(context.stream()
                                        .filter(entry -> entry.getValue() instanceof Throwable)
                                        .count()))
                                .delayUntil(origins -> end.asMono()))
                .toFuture();

        assertThat(time.getScheduledTaskCount()).isZero();
        end.tryEmitEmpty();
        assertThat(result).isCompletedWithValue(0L);
    }
}
