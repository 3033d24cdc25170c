package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.error.TransactionAbortedException;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.PoolStats;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LeakCheck;
import dev.sluice.testkit.LogCheck;
import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Cancels and timeouts at random moments of whatever is going on. */
final class CancelStormTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @RegisterExtension
    final LogCheck logs = new LogCheck();

    @TempDir
    Path folder;

    /** What went wrong only because, and after, somebody cancelled. */
    private final Queue<Throwable> late = new ConcurrentLinkedQueue<>();

    private final long seed = System.nanoTime();
    private final String which = "seed " + seed;

    private Database database;
    private ConnectionFactory driver;

    private void open(String url) {
        Hooks.onErrorDropped(late::add);
        database = leaks.watch(Database.open(url));
        driver = ConnectionFactories.get(url);
    }

    @AfterEach
    void closeDriver() {
        Hooks.resetOnErrorDropped();
        Await.value(Mono.from(((Closeable) driver).close()));
    }

    @Test
    void leavesNothingBehindAndHarmsNobodyElse() {
        Path file = folder.resolve("storm.db");
        open(Works.url(file) + "?synchronous=normal");
        storm(100_000);
        assertNothingIsLocked(file);
    }

    @Test
    void leavesNothingBehindWhereReadsAndWritesShareOneConnection() {
        open("r2dbc:sqlite:mem:///storm");
        storm(10_000);
    }

    private void storm(int operations) {
        var storm = new Storm(database, driver, seed);
        Await.value(storm.create());
        Long ended = storm.run(operations, 32).block(Duration.ofMinutes(3));

        assertThat(ended).as(which).isEqualTo(operations);
        assertThat(storm.surprises()).as(which).isEmpty();
        assertThat(storm.acknowledged()).as(which).hasSizeGreaterThan(operations / 10);
        assertThat(storm.timeouts()).as(which).isGreaterThan(operations / 1_000);
        assertThat(database.stats().rollbacks()).as(which).isGreaterThan(operations / 100);
        assertThat(late).as(which).allMatch(CancelStormTest::saysThatItHasEnded);
        Works.assertNothingLost(database, storm.acknowledged(), which);
        Await.until(
                "nothing is in use any more, " + which,
                () -> isIdle(database.stats().pool()));
        PoolStats pool = database.stats().pool();
        assertThat(pool.acquired()).as(which).isEqualTo(pool.released());
    }

    private void assertNothingIsLocked(Path file) {
        // It needs every read lock: never 0 would mean that a cursor still holds its snapshot. The engine's own copying
        // may be in its way for a moment.
        Await.until(
                "no snapshot is held, " + which,
                () -> "0"
                        .equals(String.valueOf(Await.value(database.sql("PRAGMA wal_checkpoint(TRUNCATE)")
                                        .asMap()
                                        .one())
                                .get("busy"))));
        try (var child = ChildJvm.start(folder, LockHolder.class, file.toString())) {
            child.awaitSaid("held", 1);
            child.stop();
        }
    }

    /**
     * The only failures that may come too late: of a transaction or connection that the cancellation has ended, and of
     * Reactor's limitRate.
     */
    private static boolean saysThatItHasEnded(Throwable failure) {
        boolean ended = failure instanceof R2dbcException driver
                && List.of("25P01", "08003").contains(driver.getSqlState());
        return ended
                || failure instanceof TransactionException
                || failure instanceof TransactionAbortedException
                || failure instanceof RejectedExecutionException;
    }

    private static boolean isIdle(PoolStats pool) {
        return pool.active() == 0 && pool.pending() == 0;
    }
}
