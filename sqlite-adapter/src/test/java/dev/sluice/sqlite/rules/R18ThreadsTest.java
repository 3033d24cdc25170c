package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.READ_ONLY;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Rule R18: SQL runs on the driver's own threads and never on a subscriber's; those threads refuse to block. */
final class R18ThreadsTest {

    @TempDir
    Path folder;

    /** Where a signal comes from. */
    private enum Signal {
        READ("reader"),
        WRITE("writer"),
        RETURNING("writer"),
        BEGIN("writer"),
        READ_IN_TRANSACTION("writer"),
        COMMIT("writer"),
        READ_ONLY_TRANSACTION("reader");

        private final String role;

        Signal(String role) {
            this.role = role;
        }

        Flux<?> of(Connection connection) {
            Flux<Long> read = rows(connection, Long.class, "SELECT a FROM t");
            Mono<Long> write = changed(connection, "INSERT INTO t VALUES (2)");
            Mono<Void> begin = Mono.from(connection.beginTransaction());
            return switch (this) {
                case READ -> read;
                case WRITE -> write.flux();
                case RETURNING -> rows(connection, Long.class, "INSERT INTO t VALUES (3) RETURNING a");
                case BEGIN -> begin.thenReturn("begun").flux();
                case READ_IN_TRANSACTION -> begin.thenMany(read);
                case COMMIT ->
                    begin.then(write)
                            .then(Mono.from(connection.commitTransaction()))
                            .thenReturn("committed")
                            .flux();
                case READ_ONLY_TRANSACTION ->
                    Mono.from(connection.beginTransaction(READ_ONLY)).thenMany(read);
            };
        }
    }

    private RuleDatabase open() {
        var database = RuleDatabase.in(folder, o -> o.with(SqliteOptions.FETCH_CHUNK, 4));
        database.update("CREATE TABLE t (a INTEGER)");
        database.update("INSERT INTO t VALUES (1)");
        return database;
    }

    @ParameterizedTest
    @EnumSource
    void theSignalComesOnADriversThreadWhichIsNonBlocking(Signal signal) {
        try (var database = open()) {
            Flux<String> threads = signal.of(database.connect())
                    .map(value -> Thread.currentThread().getName() + " " + Schedulers.isInNonBlockingThread());
            assertThat(Await.value(threads.next()))
                    .startsWith("sluice-sqlite-test.db-" + signal.role)
                    .endsWith(" true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void subscribingOnAThreadThatMustNotBlockRunsNoSqlThere(Signal signal) {
        try (var database = open()) {
            Connection connection = database.connect();
            // If it ran here, its signal would come here.
            Mono<String> subscribing = Mono.defer(() -> signal.of(connection)
                            .map(value -> Thread.currentThread().getName())
                            .next())
                    .subscribeOn(Schedulers.parallel());
            assertThat(Await.value(subscribing)).startsWith("sluice-sqlite-test.db-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingForAnotherPublisherThereFailsAtOnceAndHarmsNobody(Signal signal) {
        try (var database = open()) {
            StepVerifier.create(signal.of(database.connect())
                            .map(value -> Mono.delay(Duration.ofDays(1)).block()))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("block()")
                            .hasMessageContaining("sluice-sqlite-test.db-" + signal.role))
                    .verify(Await.LIMIT);
            assertThat(database.query(Long.class, "SELECT count(*) > 0 FROM t")).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherBlockingCallThereIsFoundByBlockHound(Signal signal) {
        try (var database = open()) {
            Flux<?> parks = signal.of(database.connect()).doOnNext(value -> LockSupport.parkNanos(1));
            StepVerifier.create(parks)
                    .expectErrorSatisfies(
                            failure -> assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                                    .anyMatch(cause -> cause instanceof BlockingOperationError))
                    .verify(Await.LIMIT);
            assertThat(database.query(Long.class, "SELECT count(*) > 0 FROM t")).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGIN", "COMMIT", "READ_ONLY_TRANSACTION"})
    void openingAndClosingRunNoSqlOnTheSubscribersThread(Signal signal) {
        var database = RuleDatabase.in(folder, o -> o);
        Mono<String> all = Mono.usingWhen(
                        database.factory().create(),
                        connection -> changed(connection, "CREATE TABLE t (a INTEGER)")
                                .thenMany(signal.of(connection))
                                .then(Mono.just("done")),
                        Connection::close)
                .subscribeOn(Schedulers.parallel());
        assertThat(Await.value(all)).isEqualTo("done");
        done(database.factory().close().subscribeOn(Schedulers.parallel()));
    }

    @Test
    void openingRunsOnAThreadThatMayBlock() {
        var database = RuleDatabase.in(folder, o -> o);
        Mono<Boolean> nonBlocking = database.factory()
                .create()
                .map(connection -> Schedulers.isInNonBlockingThread())
                .subscribeOn(Schedulers.parallel());
        assertThat(Await.value(nonBlocking)).isFalse();
        done(database.factory().close());
    }
}
