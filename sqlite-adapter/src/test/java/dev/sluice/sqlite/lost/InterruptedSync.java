package dev.sluice.sqlite.lost;

import static dev.sluice.sqlite.TestStatements.changed;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.Synchronous;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;

/**
 * The program of a child JVM: writes one row after the other while somebody interrupts the driver's threads all the time.
 * Says {@code ack row} or {@code failed row error} for each.
 */
public final class InterruptedSync {

    private InterruptedSync() {}

    /** Arguments: the database's file, how many rows. */
    public static void main(String[] arguments) {
        var factory = new SqliteConnectionFactory(
                SqliteOptions.file(Path.of(arguments[0])).with(SqliteOptions.SYNCHRONOUS, Synchronous.FULL));
        Connection connection = factory.create().block();
        changed(connection, "CREATE TABLE t (a INTEGER PRIMARY KEY)").block();
        var meddler = new Thread(InterruptedSync::interrupt, "meddler");
        meddler.setDaemon(true);
        meddler.start();
        Flux.range(1, Integer.parseInt(arguments[1]))
                .concatMap(row -> changed(connection, "INSERT INTO t VALUES (?)", row)
                        .doOnNext(done -> Said.say("ack", row.toString()))
                        .doOnError(failure -> Said.say("failed", row + " " + Said.described(failure)))
                        .onErrorComplete())
                .blockLast();
        meddler.interrupt();
        factory.close().block();
        Said.say("closed", "-");
    }

    private static void interrupt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sluice-sqlite-"))
                    .forEach(Thread::interrupt);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
