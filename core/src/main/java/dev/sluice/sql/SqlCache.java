package dev.sluice.sql;

/** Remembers parsed statements by their text; bounded, safe for all threads, cheap to hit. */
public final class SqlCache {

    /** Creates a cache of at most {@code size} statements read by these rules. */
    public SqlCache(Syntax syntax, int size) {}

    /** Returns the statement, read now or before. */
    public ParsedSql get(String sql) {
        throw new UnsupportedOperationException();
    }
}
