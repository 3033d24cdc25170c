package dev.sluice.testkit;

import dev.sluice.Database;
import dev.sluice.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves an operation, a connection, a waiting caller or a thread behind. Closes the watched Databases
 * after the test.
 *
 * <pre>{@code
 * @RegisterExtension
 * final LeakCheck leaks = new LeakCheck();
 *
 * Database db = leaks.watch(Database.open(url));
 * }</pre>
 *
 * <p>What a test cancelled may take a moment to end, so each condition is waited for: at most five seconds. Tests must not
 * run at the same time in one JVM, because threads are told from others only by having been there before.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String THREADS = "sluice-";

    private final Duration limit;
    private final List<Database> watched = new CopyOnWriteArrayList<>();
    private Set<Thread> threadsBefore = Set.of();

    /** Creates a check for one test at a time. */
    public LeakCheck() {
        this(LIMIT);
    }

    LeakCheck(Duration limit) {
        this.limit = limit;
    }

    /** Watches a Database, and closes it after the test; returns it. */
    public Database watch(Database database) {
        watched.add(database);
        return database;
    }

    /** Waits until nothing runs on the watched Databases and no connection is in use, as after a cancellation. */
    public void awaitIdle() {
        Await.until(
                "nothing in flight on " + watched,
                () -> watched.stream().allMatch(database -> isIdle(database.stats())));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watched.clear();
        threadsBefore = threads().collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var leaks = new ArrayList<String>();
        watched.forEach(database -> require(database, "before it was closed", LeakCheck::isIdle, leaks));
        // What has leaked is not waited for again.
        watched.forEach(database -> Await.value(database.close(leaks.isEmpty() ? limit : Duration.ZERO)));
        if (leaks.isEmpty()) {
            watched.forEach(database -> require(database, "after it was closed", LeakCheck::isEmpty, leaks));
        }
        if (!Await.holds(() -> threadsLeft().isEmpty(), limit)) {
            leaks.add("threads are still running: " + threadsLeft());
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError("The test left something behind: " + String.join("; ", leaks));
        }
    }

    private void require(Database database, String when, Predicate<Stats> state, List<String> leaks) {
        if (!Await.holds(() -> state.test(database.stats()), limit)) {
            leaks.add(database + " " + when + ": " + database.stats());
        }
    }

    private static boolean isIdle(Stats stats) {
        return stats.inFlight() == 0
                && stats.pool().active() == 0
                && stats.pool().pending() == 0;
    }

    private static boolean isEmpty(Stats stats) {
        return isIdle(stats) && stats.pool().total() == 0;
    }

    private List<String> threadsLeft() {
        return threads()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith(THREADS));
    }
}
