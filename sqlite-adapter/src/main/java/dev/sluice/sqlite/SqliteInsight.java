package dev.sluice.sqlite;

import dev.sluice.spi.Capability;

/**
 * What SQLite's driver is doing, in more detail than {@code Database.stats()}.
 *
 * <pre>{@code
 * SqliteStats stats = database.capability(SqliteInsight.class).stats();
 * }</pre>
 */
public interface SqliteInsight extends Capability {

    /** The numbers now; all are zero until the database is opened. */
    SqliteStats stats();
}
