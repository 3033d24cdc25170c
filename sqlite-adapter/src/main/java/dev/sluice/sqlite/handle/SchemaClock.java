package dev.sluice.sqlite.handle;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the connections of one database when the schema may have changed, so that what they know of columns is read anew.
 * Changes by other processes are not among them. Safe for all threads.
 */
public final class SchemaClock {

    private final AtomicInteger changes = new AtomicInteger();

    /** Creates a clock for one database. */
    public SchemaClock() {}

    int now() {
        return changes.get();
    }

    int changed() {
        return changes.incrementAndGet();
    }
}
