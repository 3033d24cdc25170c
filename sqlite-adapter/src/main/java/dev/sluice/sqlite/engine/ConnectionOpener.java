package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.NativeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens the connections beside the writing one. Blocks on the file system. */
final class ConnectionOpener {

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
