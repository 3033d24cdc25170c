package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections beside the writing one. Blocks on the file system. */
final class ConnectionOpener {

    private static final Logger log = LoggerFactory.getLogger(ConnectionOpener.class);

    /** How long opening waits for another process's lock. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionPlan plan;
    private final FileWatch files;

    /** None of these connections creates the file: if it is gone, an empty one must not take its place. */
    ConnectionOpener(ConnectionPlan plan, FileWatch files) {
        this.plan = plan.withoutCreating();
        this.files = files;
    }

    /** A connection that SQLite itself keeps from writing. */
    NativeConnection reader() {
        return open(List.of("PRAGMA query_only=ON"));
    }

    /** A connection for checkpoints, which reads no tables and needs no cache. */
    NativeConnection maintenance() {
        return open(List.of("PRAGMA cache_size=-16", "PRAGMA wal_autocheckpoint=0"));
    }

    /**
     * Closes the last connection and leaves the log as it is. SQLite copies it back when the last one closes, and deletes it;
     * only one that may not write cannot, so that such a one is the last.
     */
    void closeKeepingLog(NativeConnection last) {
        try {
            NativeConnection keeper = open(plan.readingOnly());
            try {
                // Opens the log, and with it takes the lock by which the other knows that it is not the last.
                keeper.ask("PRAGMA schema_version");
                last.close();
            } finally {
                keeper.close();
            }
        } catch (R2dbcException failure) {
            log.warn("A connection stays open, because closing it would change the log that is to be kept", failure);
        }
    }

    private NativeConnection open(List<String> further) {
        // If another file has taken its place, SQLite would apply this one's WAL to that.
        files.require();
        var pragmas = new ArrayList<>(plan.pragmas());
        pragmas.addAll(further);
        return open(plan.withPragmas(pragmas));
    }

    /** Opens a connection, waiting for other processes. */
    static NativeConnection open(ConnectionPlan plan) {
        return LockWait.retry(PATIENCE, () -> false, () -> NativeConnection.open(plan));
    }
}
