package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.ENDLESS;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R5: reads that waited together share a snapshot, but no read has one older than itself. */
final class R05ReadGroupsTest {

    /** Runs without end on a snapshot of t. */
    private static final String ENDLESS_ON_T = ENDLESS + ", t";

    @TempDir
    Path folder;

    private RuleDatabase open(int readers) {
        var database = RuleDatabase.in(
                folder, o -> o.with(SqliteOptions.READERS, readers).with(SqliteOptions.FETCH_CHUNK, 16));
        database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        database.update("INSERT INTO t VALUES (1)");
        return database;
    }

    private static Disposable running(RuleDatabase database, String sql) {
        return rows(database.connect(), Long.class, sql).subscribe();
    }

    private static CompletableFuture<Long> counted(RuleDatabase database) {
        return rows(database.connect(), Long.class, "SELECT count(*) FROM t")
                .next()
                .toFuture();
    }

    private static void awaitQueued(RuleDatabase database, int reads) {
        Await.until(reads + " reads wait", () -> database.stats().queuedReads() == reads);
    }

    @Test
    void aReadSubmittedAfterAnAcknowledgedWriteSeesItThoughAGroupIsUnderWay() {
        try (var database = open(1)) {
            Disposable busy = running(database, ENDLESS);
            Await.until("the reader is busy", () -> database.stats().active() == 1);
            Disposable first = running(database, ENDLESS_ON_T);
            awaitQueued(database, 1);
            CompletableFuture<Long> second = counted(database);
            awaitQueued(database, 2);
            // Now the two are a group, which has its snapshot before the write.
            busy.dispose();
            awaitQueued(database, 1);
            database.update("INSERT INTO t VALUES (2)");
            CompletableFuture<Long> later = counted(database);
            awaitQueued(database, 2);
            first.dispose();

            assertThat(Await.value(Mono.fromFuture(later))).isEqualTo(2L);
            assertThat(Await.value(Mono.fromFuture(second))).isBetween(1L, 2L);
        }
    }

    @Test
    void readsThatWaitedTogetherShareATransaction() {
        try (var database = open(1)) {
            Disposable busy = running(database, ENDLESS);
            Await.until("the reader is busy", () -> database.stats().active() == 1);
            List<CompletableFuture<Long>> together =
                    Stream.generate(() -> counted(database)).limit(10).toList();
            awaitQueued(database, 10);
            busy.dispose();

            together.forEach(
                    read -> assertThat(Await.value(Mono.fromFuture(read))).isOne());
            Await.until("the reader has counted", () -> database.stats().reads().largestGroup() >= 10);
        }
    }

    @Test
    void membersThatHaveNotStartedAreTakenByAnotherReaderWhileOneIsSlow() {
        try (var database = open(2)) {
            Disposable one = running(database, ENDLESS);
            Disposable two = running(database, ENDLESS);
            Await.until("both readers are busy", () -> database.stats().active() == 2);
            Disposable slow = running(database, ENDLESS_ON_T);
            awaitQueued(database, 1);
            List<CompletableFuture<Long>> behind =
                    Stream.generate(() -> counted(database)).limit(5).toList();
            awaitQueued(database, 6);
            one.dispose();
            // The slow one has begun a group with the five behind it.
            awaitQueued(database, 5);
            two.dispose();

            behind.forEach(
                    read -> assertThat(Await.value(Mono.fromFuture(read))).isOne());
            slow.dispose();
        }
    }

    @Test
    void theGroupEndsAtTheFirstMemberThatParks() {
        try (var database = open(1)) {
            database.update("INSERT INTO t SELECT i + 1 FROM (" + numbers(1_999) + ")");
            Disposable busy = running(database, ENDLESS);
            Await.until("the reader is busy", () -> database.stats().active() == 1);
            Flux<Long> parks = rows(database.connect(), Long.class, "SELECT a FROM t");
            StepVerifier.create(parks, 1)
                    .then(() -> {
                        awaitQueued(database, 1);
                        CompletableFuture<Long> behind = counted(database);
                        awaitQueued(database, 2);
                        busy.dispose();
                        assertThat(Await.value(Mono.fromFuture(behind))).isEqualTo(2_000L);
                        assertThat(database.update("DELETE FROM t")).isEqualTo(2_000L);
                        assertThat(Await.value(Mono.fromFuture(counted(database))))
                                .isZero();
                    })
                    .expectNext(1L)
                    .thenRequest(Long.MAX_VALUE)
                    .expectNextCount(1_999)
                    .verifyComplete();
        }
    }

    @Test
    void columnsAreThoseOfTheRowsThoughTheTableHasChangedSinceTheStatementWasPrepared() {
        try (var database = open(1)) {
            Connection connection = database.connect();
            assertThat(Await.value(firstRow(connection))).containsExactly("a=1");
            database.update("ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'new'");
            assertThat(Await.value(firstRow(connection))).containsExactly("a=1", "b=new");
        }
    }

    private static Mono<List<String>> firstRow(Connection connection) {
        return Flux.from(connection.createStatement("SELECT * FROM t").execute())
                .concatMap(result -> result.map((row, metadata) -> metadata.getColumnMetadatas().stream()
                        .map(column -> column.getName() + "=" + row.get(column.getName()))
                        .toList()))
                .next();
    }
}
