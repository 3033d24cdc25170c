package dev.sluice.sqlite;

import dev.sluice.spi.Capability;
import reactor.core.publisher.Mono;

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

    /** Whether the file cannot be read without a key, as SQLite finds by trying. Cold; opens the database if need be. */
    Mono<Boolean> isEncrypted();
}
