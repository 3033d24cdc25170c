package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.NativeConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The PRAGMAs that change a connection and can be put back, each by setting it to what it answered before. */
public final class SessionPragmas {

    /** In an order in which each can be set: the size of the cache before when it spills. */
    private static final List<String> RESTORED = List.of(
            "analysis_limit",
            "automatic_index",
            "busy_timeout",
            "cache_size",
            "cache_spill",
            "cell_size_check",
            "checkpoint_fullfsync",
            "count_changes",
            "defer_foreign_keys",
            "empty_result_callbacks",
            "foreign_keys",
            "full_column_names",
            "fullfsync",
            "ignore_check_constraints",
            "journal_size_limit",
            "legacy_alter_table",
            "max_page_count",
            "mmap_size",
            "query_only",
            "read_uncommitted",
            "recursive_triggers",
            "reverse_unordered_selects",
            "secure_delete",
            "short_column_names",
            "synchronous",
            "temp_store",
            // What is stored in the temporary database goes with it; this stays with its name.
            "temp.cache_size",
            "threads",
            "trusted_schema",
            "wal_autocheckpoint",
            "writable_schema");

    /** They answer nothing; this one is an option of the database, which is set again. */
    private static final Set<String> SILENT = Set.of("case_sensitive_like");

    private static final Set<String> KNOWN = Set.copyOf(RESTORED);

    private SessionPragmas() {}

    /** True when a session of a database in memory may set this PRAGMA, because it is put back; in small letters. */
    public static boolean areRestored(String name) {
        return KNOWN.contains(name) || SILENT.contains(name);
    }

    /** The statements that make a connection again what it is now. */
    static List<String> settings(NativeConnection connection) {
        var statements = new ArrayList<String>();
        for (String name : RESTORED) {
            String value = connection.ask("PRAGMA " + name);
            if (value != null) {
                // The one whose third value has a name only.
                boolean fast = name.equals("secure_delete") && value.equals("2");
                statements.add("PRAGMA " + name + "=" + (fast ? "FAST" : value));
            }
        }
        return statements;
    }
}
