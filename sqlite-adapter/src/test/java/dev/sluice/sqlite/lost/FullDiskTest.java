package dev.sluice.sqlite.lost;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.error.StorageException;
import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LeakCheck;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** No room to write: each write says so, what was acknowledged stays, and once there is room all goes on. */
final class FullDiskTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @TempDir
    Path folder;

    @Test
    @NeedsStrace
    void writesFailByNameWhileTheDiskIsFullAndGoOnAfterwards() {
        Path file = folder.resolve("full.db");
        Path log = Path.of(file + "-wal");
        List<String> full =
                Strace.failing(log, folder.resolve("trace"), "write,pwrite64", "error=ENOSPC:when=400..430");
        try (var child = ChildJvm.start(folder, full, WriteLoad.class, Works.url(file), "f", "8")) {
            child.awaitSaid("failed", 31);
            int before = child.said("ack").size();
            child.awaitSaid("ack", before + 200);
            child.stop();

            assertThat(child.said("failed"))
                    .allSatisfy(line -> assertThat(line).contains(" 53100 StorageException ", "disk is full"));
            Works.assertNothingLost(file, child.said("ack"));
            List<String> failed = child.said("failed").stream()
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
            assertThat(Works.lost(file, failed)).as("failed, and not there").hasSameSizeAs(failed);
        }
    }

    @Test
    void aStatementThatFindsNoRoomUndoesItsGroupAndNothingElse() {
        Database database = leaks.watch(Database.open(Works.url(folder.resolve("full.db"))));
        fill(database);
        List<Boolean> done = Await.value(Flux.range(0, 200)
                .flatMap(i -> i % 50 == 25 ? refused(database) : kept(database, i), 200)
                .collectList());

        long acknowledged = done.stream().filter(each -> each).count();
        assertThat(Await.value(database.fetchValue(Long.class, "SELECT count(*) FROM kept")))
                .isEqualTo(acknowledged);
        makeRoom(database);
        assertThat(Await.value(database.execute("INSERT INTO numbered(note) VALUES ('x')")))
                .isOne();
    }

    @Test
    void aTransactionThatFindsNoRoomIsRolledBackWholeAndTheNextOneRuns() {
        Database database = leaks.watch(Database.open(Works.url(folder.resolve("full.db"))));
        fill(database);
        Mono<Long> keepAndNumber = database.inTransaction(transaction -> database.execute("INSERT INTO kept VALUES (1)")
                .then(database.execute("INSERT INTO numbered(note) VALUES ('x')")));

        StepVerifier.create(keepAndNumber).expectError(StorageException.class).verify(Await.LIMIT);
        assertThat(Await.value(database.fetchValue(Long.class, "SELECT count(*) FROM kept")))
                .isZero();
        makeRoom(database);
        assertThat(Await.value(keepAndNumber)).isOne();
        assertThat(Await.value(database.fetchValue(Long.class, "SELECT count(*) FROM kept")))
                .isOne();
    }

    /** A session may give the database a largest size: then SQLite finds no page for what is to be stored. */
    @Test
    void aDatabaseOfItsLargestSizeRefusesWritesKeepsWhatItHasAndGoesOnOnceItMayGrow() {
        Path file = folder.resolve("small.db");
        var factory = new SqliteConnectionFactory(SqliteOptions.file(file));
        Connection session = Await.value(factory.session());
        Await.value(changed(session, "CREATE TABLE kept (id INTEGER PRIMARY KEY, bytes BLOB)"));
        Await.value(changed(session, "PRAGMA max_page_count = 20"));
        Mono<Long> add = changed(session, "INSERT INTO kept(bytes) VALUES (zeroblob(3000))");

        long stored = Await.value(
                add.repeat(100).onErrorComplete(FullDiskTest::isFull).count());
        assertThat(stored).isBetween(5L, 19L);
        assertFull(add);
        assertFull(Mono.from(session.beginTransaction()).then(add));
        Await.value(Mono.from(session.rollbackTransaction()));
        assertThat(count(session)).isEqualTo(stored);

        Await.value(changed(session, "DELETE FROM kept WHERE id <= 3"));
        assertThat(Await.value(add)).as("the room of what was deleted").isOne();
        assertFull(add.repeat(10).then(Mono.empty()));
        Await.value(changed(session, "PRAGMA max_page_count = 1000"));
        assertThat(Await.value(add)).as("room to grow").isOne();
        long left = count(session);
        Await.value(Mono.from(session.close()));
        Connection other = Await.value(factory.create());
        assertThat(Await.value(changed(other, "INSERT INTO kept(bytes) VALUES (zeroblob(3000))")))
                .isOne();
        Await.value(factory.close());

        Database again = leaks.watch(Database.open(Works.url(file)));
        assertThat(Await.value(again.fetchValue(Long.class, "SELECT count(*) FROM kept")))
                .isEqualTo(left + 1);
        assertThat(Await.value(again.fetchValue(String.class, "PRAGMA integrity_check")))
                .isEqualTo("ok");
    }

    private static long count(Connection session) {
        return Await.value(
                rows(session, Long.class, "SELECT count(*) FROM kept").next());
    }

    private static boolean isFull(Throwable failure) {
        return failure instanceof R2dbcException driver && "53100".equals(driver.getSqlState());
    }

    private static void assertFull(Mono<?> write) {
        StepVerifier.create(write)
                .expectErrorSatisfies(failure ->
                        assertThat(failure).matches(FullDiskTest::isFull).hasMessageContaining("full"))
                .verify(Await.LIMIT);
    }

    /** SQLite answers as on a full disk when the largest number of an AUTOINCREMENT column is used up. */
    private static void fill(Database database) {
        Await.value(database.execute("CREATE TABLE kept (a INTEGER)"));
        Await.value(
                database.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL)"));
        Await.value(database.execute("INSERT INTO numbered VALUES (?, 'last')", Long.MAX_VALUE));
    }

    private static void makeRoom(Database database) {
        Await.value(database.execute("DELETE FROM numbered"));
        Await.value(database.execute("DELETE FROM sqlite_sequence"));
    }

    private static Mono<Boolean> kept(Database database, int value) {
        return database.execute("INSERT INTO kept VALUES (?)", value)
                .thenReturn(true)
                .onErrorResume(StorageException.class, failure -> Mono.just(false));
    }

    private static Mono<Boolean> refused(Database database) {
        return database.execute("INSERT INTO numbered(note) VALUES ('x')")
                .thenReturn(true)
                .onErrorResume(StorageException.class, failure -> {
                    assertThat(failure).hasMessageContaining("full");
                    return Mono.just(false);
                });
    }
}
