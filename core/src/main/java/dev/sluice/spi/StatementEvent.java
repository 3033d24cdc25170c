package dev.sluice.spi;

import dev.sluice.sql.StatementInfo;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement that ended.
 *
 * @param sql text as the caller wrote it, without values
 * @param label the query's tag, or null
 * @param info what its text tells
 * @param elapsed from subscription to the end, acquire included
 * @param rows rows emitted, or rows changed where none were
 * @param failure why it failed, or null
 */
public record StatementEvent(
        String sql,
        @Nullable String label,
        StatementInfo info,
        Duration elapsed,
        long rows,
        @Nullable Throwable failure) {

    /** The query's tag. */
    public Optional<String> tag() {
        return Optional.ofNullable(label);
    }

    /** Why it failed. */
    public Optional<Throwable> error() {
        return Optional.ofNullable(failure);
    }
}
