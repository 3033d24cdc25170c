package dev.sluice.sqlite.lost;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.nio.file.Path;
import reactor.core.publisher.Mono;

/**
 * The program of a child JVM: commits enough to be copied back, and holds the next transaction meanwhile, so that only
 * maintenance can copy. Says {@code begun -}; when ordered to, commits, and says {@code committed -} or {@code failed
 * error}; then {@code rows} with their number.
 */
public final class HeldTransaction {

    private HeldTransaction() {}

    /** Argument: the database's file, with a table {@code t} of a column {@code bytes}. */
    public static void main(String[] arguments) throws IOException {
        var factory = new SqliteConnectionFactory(
                SqliteOptions.file(Path.of(arguments[0])).with(SqliteOptions.CHECKPOINT_SIZE, 64L << 10));
        Connection first = factory.create().block();
        Connection held = factory.create().block();
        Mono.from(first.beginTransaction()).block();
        changed(first, "INSERT INTO t(bytes) VALUES (zeroblob(1000000))").block();
        // Queued before the first ends, so that the writer goes from hand to hand.
        var begun = Mono.from(held.beginTransaction()).toFuture();
        Mono.from(first.commitTransaction()).block();
        begun.join();
        changed(held, "INSERT INTO t(bytes) VALUES (x'00')").block();
        Said.say("begun", "-");
        Said.awaitOrder();
        Mono.from(held.commitTransaction())
                .doOnSuccess(done -> Said.say("committed", "-"))
                .doOnError(failure -> Said.say("failed", Said.described(failure)))
                .onErrorComplete()
                .block();
        changed(first, "INSERT INTO t(bytes) VALUES (x'01')")
                .doOnNext(done -> Said.say("committed", "-"))
                .doOnError(failure -> Said.say("failed", Said.described(failure)))
                .onErrorComplete()
                .block();
        Said.say(
                "rows",
                String.valueOf(rows(first, Long.class, "SELECT count(*) FROM t").blockFirst()));
        factory.close().block();
    }
}
