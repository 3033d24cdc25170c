package dev.sluice.sqlite.handle;

import dev.sluice.sqlite.cipher.FileKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a native connection is opened.
 *
 * @param location {@code :memory:} or a file URI; never a caller's text, always built from a checked path
 * @param readOnly open the file read-only
 * @param create create the file when it is missing
 * @param pragmas statements to run before anything else, without rows of interest
 * @param statementCacheSize how many prepared statements to keep
 * @param schema shared by the connections of one database
 * @param key of an encrypted file; null when it is plain
 */
public record ConnectionPlan(
        String location,
        boolean readOnly,
        boolean create,
        List<String> pragmas,
        int statementCacheSize,
        SchemaClock schema,
        @Nullable FileKey key) {

    /** Returns the plan for a file that must exist. */
    public ConnectionPlan withoutCreating() {
        return new ConnectionPlan(location, readOnly, false, pragmas, statementCacheSize, schema, key);
    }

    /** Returns the plan for a connection that may not write. */
    public ConnectionPlan readingOnly() {
        return new ConnectionPlan(location, true, false, pragmas, statementCacheSize, schema, key);
    }

    /** Returns the plan with other pragmas. */
    public ConnectionPlan withPragmas(List<String> others) {
        return new ConnectionPlan(location, readOnly, create, others, statementCacheSize, schema, key);
    }
}
