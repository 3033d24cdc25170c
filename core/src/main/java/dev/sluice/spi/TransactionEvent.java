package dev.sluice.spi;

import dev.sluice.sql.Tables;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a transaction that ended, or one autocommit write.
 *
 * @param name the transaction's name, or null
 * @param attempt from 1
 * @param written tables its statements wrote
 * @param elapsed from begin to the end
 * @param failure why it did not commit, or null
 */
public record TransactionEvent(
        @Nullable String name,
        int attempt,
        Tables written,
        Duration elapsed,
        @Nullable Throwable failure) {}
