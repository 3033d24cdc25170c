package dev.sluice.sqlite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LogCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** R18: a continuation that holds up a driver thread is logged with its tag. */
final class SlowContinuationTest {

    private static final String SAID = "held up the driver's thread";
    private static final Duration SLOW = Duration.ofMillis(30);
    private static final Duration NEVER = Duration.ofHours(1);

    @RegisterExtension
    final LogCheck logs = new LogCheck();

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("test.db"));
        ContinuationWatch.threshold(NEVER);
        Await.value(database.execute("CREATE TABLE t (x INTEGER)"));
    }

    @AfterEach
    void close() {
        ContinuationWatch.threshold(ContinuationWatch.THRESHOLD);
        Await.value(database.close());
    }

    /** What takes so long; parking would be found by BlockHound. */
    private static <T> T work(T value) {
        long start = System.nanoTime();
        while (System.nanoTime() - start <= SLOW.toNanos()) {
            // busy
        }
        return value;
    }

    private String[] said() {
        return Arrays.stream(logs.everything().split("\n"))
                .filter(line -> line.contains(SAID))
                .toArray(String[]::new);
    }

    private void expectSlowness() {
        ContinuationWatch.threshold(SLOW);
        logs.expectWarning(SAID);
    }

    @Test
    void isLoggedOnceWithTheTagOfTheQuery() {
        expectSlowness();

        // The row may arrive so early that the subscribing thread takes it; that is no driver thread and says nothing.
        var runs = new AtomicInteger();
        Await.until("it is said", () -> {
            runs.incrementAndGet();
            Await.value(database.sql("SELECT 1")
                    .tag("users\nby name")
                    .as(Long.class)
                    .one()
                    .map(SlowContinuationTest::work));
            return said().length > 0;
        });

        assertThat(said()).hasSizeLessThanOrEqualTo(runs.get());
        assertThat(said()[0]).contains("'users\\u000aby name'", "sluice-sqlite-test.db-reader", "publishOn");
    }

    @Test
    void isLoggedWithTheTextOfAWriteThatHasNoTagAndWithoutItsValues() {
        expectSlowness();

        Await.value(database.execute("INSERT INTO t\n VALUES (?)", 4711).map(SlowContinuationTest::work));
        Await.until("it is said", () -> said().length > 0);

        assertThat(said()).hasSize(1);
        assertThat(said()[0])
                .contains("INSERT INTO t VALUES (?)", "sluice-sqlite-test.db-writer")
                .doesNotContain("4711");
    }

    @Test
    void isLoggedForAFailureThatIsHandledSlowly() {
        expectSlowness();

        Await.value(database.execute("INSERT INTO nowhere VALUES (1)")
                .onErrorResume(failure -> Mono.fromCallable(() -> work(0L))));
        Await.until("it is said", () -> said().length > 0);

        assertThat(said()[0]).contains("INSERT INTO nowhere");
    }

    @Test
    void isLoggedAsTheBeginOfATransactionWhenItsBodyIsSlowBeforeAnyStatement() {
        expectSlowness();

        Await.value(database.inTransaction(tx -> Mono.fromCallable(() -> work(1))));
        Await.until("it is said", () -> said().length > 0);

        assertThat(said()[0]).contains("the begin of a transaction");
    }

    @Test
    void isLoggedAsTheCommitOfATransactionWhenWhatComesAfterItIsSlow() {
        expectSlowness();

        Await.value(database.inTransaction(tx -> Mono.just(1)).map(SlowContinuationTest::work));
        Await.until("it is said", () -> said().length > 0);

        assertThat(said()[said().length - 1]).contains("the commit of a transaction");
    }

    @Test
    void isNotLoggedWhenItIsFast() {
        ContinuationWatch.threshold(NEVER);

        Await.value(database.fetchValue(Long.class, "SELECT 1").map(SlowContinuationTest::work));

        assertThat(said()).isEmpty();
    }

    @Test
    void isNotLoggedOnAThreadOfTheUser() {
        ContinuationWatch.threshold(SLOW);
        var other = Schedulers.newSingle("users-thread");
        try {
            Await.value(
                    database.fetchValue(Long.class, "SELECT 1").publishOn(other).map(SlowContinuationTest::work));
            Await.value(database.close());

            assertThat(said()).isEmpty();
        } finally {
            other.dispose();
        }
    }
}
