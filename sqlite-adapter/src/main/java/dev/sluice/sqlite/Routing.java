package dev.sluice.sqlite;

import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.StatementKind;
import dev.sluice.sqlite.engine.SessionPragmas;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a statement's text where it may run, and what may not run on a logical connection at all. Doubt goes to the
 * writer; what slips through to a reader is caught by {@code query_only} and run again on the writer.
 */
final class Routing {

    /** Comments, strings and quoted names: nothing in them is a word of SQL. */
    private static final Pattern OPAQUE = Pattern.compile(
            "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\\[[^]]*]", Pattern.DOTALL);

    /** What depends on the connection's last write, and so means nothing where connections are shared. */
    private static final Pattern CONNECTION_STATE =
            Pattern.compile("\\b(last_insert_rowid|changes|total_changes)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern TEMPORARY = Pattern.compile(
            "^\\s*CREATE\\s+(TEMP|TEMPORARY)\\b|^\\s*\\w+\\s+(?:UNIQUE\\s+|VIRTUAL\\s+)?(TABLE|VIEW|INDEX|TRIGGER)\\s+(IF\\s+(NOT\\s+)?EXISTS\\s+)?temp\\s*\\.",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PRAGMA =
            Pattern.compile("^\\s*PRAGMA\\s+(?:\\w+\\s*\\.\\s*)?(\\w+)\\s*(=|\\()?", Pattern.CASE_INSENSITIVE);

    /** Pragmas that only read, also with an argument. */
    private static final Set<String> READING = Set.of(
            "table_info",
            "table_xinfo",
            "index_list",
            "index_info",
            "index_xinfo",
            "foreign_key_list",
            "foreign_key_check",
            "integrity_check",
            "quick_check");

    /** Pragmas that only read when they have no argument. */
    private static final Set<String> READING_BARE = Set.of(
            "application_id",
            "auto_vacuum",
            "busy_timeout",
            "cache_size",
            "collation_list",
            "compile_options",
            "data_version",
            "database_list",
            "encoding",
            "foreign_keys",
            "freelist_count",
            "function_list",
            "journal_mode",
            "max_page_count",
            "mmap_size",
            "module_list",
            "page_count",
            "page_size",
            "pragma_list",
            "query_only",
            "recursive_triggers",
            "schema_version",
            "synchronous",
            "table_list",
            "temp_store",
            "trusted_schema",
            "user_version",
            "wal_autocheckpoint");

    /** Pragmas that change the database rather than the connection. */
    private static final Set<String> CHANGING_DATABASE = Set.of("user_version", "application_id");

    /** Pragmas that tidy up, outside any transaction. */
    private static final Set<String> TIDYING = Set.of("wal_checkpoint", "optimize", "incremental_vacuum");

    /** Pragmas that no connection can change for itself alone: they hold for the file, or for the whole process. */
    private static final Set<String> FOR_ALL = Set.of(
            "journal_mode",
            "locking_mode",
            "cipher",
            "hard_heap_limit",
            "soft_heap_limit",
            "temp_store_directory",
            "data_store_directory");

    /** Pragmas with a key in their text, which is repeated nowhere. */
    private static final Set<String> WITH_KEY = Set.of("key", "hexkey", "textkey", "rekey", "hexrekey", "textrekey");

    /** Pragmas that change what a database in memory holds, or nothing that lasts. */
    private static final Set<String> LEAVING_NOTHING = Set.of(
            "auto_vacuum", "default_cache_size", "encoding", "page_size", "schema_version", "shrink_memory", "stats");

    private Routing() {}

    /** Where it runs outside a transaction. @throws R2dbcPermissionDeniedException when it may run nowhere */
    static Route of(ParsedSql parsed) {
        StatementKind kind = parsed.info().kind();
        return switch (kind) {
            case SELECT, EXPLAIN -> Route.READ;
            case INSERT, UPDATE, DELETE, REPLACE -> Route.GROUPED;
            case DDL -> ddl(parsed.sql());
            case TRANSACTION ->
                throw refused(
                        "Transactions are begun and ended by methods of the connection, not by statements; call"
                                + " beginTransaction, commitTransaction, createSavepoint and so on",
                        parsed.sql());
            case SESSION -> pragma(parsed.sql());
            case OTHER -> other(parsed.sql());
        };
    }

    /** @throws R2dbcPermissionDeniedException when it may not even run in an exclusive session */
    static void requirePossible(ParsedSql parsed) {
        if (parsed.info().kind() != StatementKind.SESSION) {
            return;
        }
        Matcher matcher = PRAGMA.matcher(words(parsed.sql()));
        boolean found = matcher.find();
        if (found) {
            refuseKey(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        if (!found || FOR_ALL.contains(matcher.group(1).toLowerCase(Locale.ROOT))) {
            throw refused(
                    "This PRAGMA changes the database for every connection of the engine; set it as an option of the"
                            + " database",
                    found ? parsed.sql() : "PRAGMA");
        }
    }

    /** Why it must not run in a session of a database in memory, which has to be undone; null when it may. */
    static @Nullable R2dbcPermissionDeniedException refusalInMemory(ParsedSql parsed) {
        if (parsed.info().kind() != StatementKind.SESSION) {
            return null;
        }
        String name = pragmaName(parsed.sql());
        boolean known = READING.contains(name)
                || READING_BARE.contains(name)
                || CHANGING_DATABASE.contains(name)
                || TIDYING.contains(name)
                || LEAVING_NOTHING.contains(name)
                || SessionPragmas.areRestored(name);
        return known
                ? null
                : refused(
                        "This PRAGMA is not among those that can be undone, and the connection of a database in memory"
                                + " cannot be replaced; use a database in a file for it",
                        parsed.sql());
    }

    private static String pragmaName(String sql) {
        Matcher matcher = PRAGMA.matcher(words(sql));
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** Why it must not run outside a transaction; null when it may. */
    static @Nullable R2dbcPermissionDeniedException refusalInAutocommit(ParsedSql parsed) {
        if (!CONNECTION_STATE.matcher(words(parsed.sql())).find()) {
            return null;
        }
        return refused(
                "last_insert_rowid(), changes() and total_changes() speak of the last write of a connection, which"
                        + " others share outside transactions; use RETURNING or the number of rows updated, or a"
                        + " transaction",
                parsed.sql());
    }

    private static Route ddl(String sql) {
        if (TEMPORARY.matcher(words(sql)).find()) {
            throw refused(
                    "Temporary tables, views and triggers live on one connection, which others share; use a table of the"
                            + " database, or WITH in the statement itself",
                    sql);
        }
        return Route.ALONE;
    }

    private static Route other(String sql) {
        String first = words(sql).strip().toUpperCase(Locale.ROOT);
        if (first.startsWith("ATTACH") || first.startsWith("DETACH")) {
            throw refused(
                    "ATTACH and DETACH change one connection, which others share; open the other file as a database of its"
                            + " own",
                    sql);
        }
        return first.startsWith("ANALYZE") ? Route.ALONE : Route.BARE;
    }

    private static Route pragma(String sql) {
        Matcher matcher = PRAGMA.matcher(words(sql));
        String name = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        refuseKey(name);
        boolean bare = name.isEmpty() || matcher.group(2) == null;
        if (READING.contains(name) || (bare && READING_BARE.contains(name))) {
            return Route.READ;
        }
        if (CHANGING_DATABASE.contains(name)) {
            return Route.ALONE;
        }
        if (TIDYING.contains(name)) {
            return Route.BARE;
        }
        throw refused(
                "This PRAGMA is unknown or would change one connection, which others share; set it as an option of the"
                        + " database",
                name.isEmpty() ? "PRAGMA" : sql);
    }

    private static void refuseKey(String pragma) {
        if (WITH_KEY.contains(pragma)) {
            throw refused(
                    "The key of a database is given when it is opened, and changed by SqliteEncryption",
                    "PRAGMA " + pragma);
        }
    }

    private static String words(String sql) {
        return OPAQUE.matcher(sql).replaceAll(" ");
    }

    private static R2dbcPermissionDeniedException refused(String why, String sql) {
        return new R2dbcPermissionDeniedException(why, "0A000", 0, sql);
    }
}
