package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.NativeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens the connections beside the writing one. Blocks on the file system. */
final class ConnectionOpener {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionPlan plan;

    ConnectionOpener(ConnectionPlan plan) {
        this.plan = plan;
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
        var pragmas = new ArrayList<>(plan.pragmas());
        pragmas.addAll(further);
        return LockWait.retry(PATIENCE, () -> false, () -> NativeConnection.open(plan.withPragmas(pragmas)));
    }
}
