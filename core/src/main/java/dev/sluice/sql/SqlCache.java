package dev.sluice.sql;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers parsed statements by their text; bounded, safe for all threads. A hit takes one look-up and no lock.
 *
 * <p>When it is full the oldest statement goes that was not asked for again, so that texts used once, however many, do
 * not drive out those in use. Texts longer than 64 Ki characters, which are generated more often than written, are read
 * but not kept.
 */
public final class SqlCache {

    private static final int LONGEST_KEPT = 64 * 1024;

    private static final class Entry {
        private final ParsedSql statement;

        /** Asked for since it came in or was last spared; a lost update only costs a statement its second chance. */
        private boolean used;

        Entry(ParsedSql statement) {
            this.statement = statement;
        }
    }

    private final Syntax syntax;
    private final int size;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<Entry> oldestFirst = new ArrayDeque<>();

    /**
     * Creates a cache.
     *
     * @param syntax the rules statements are read by
     * @param size the most statements it keeps; zero keeps none
     */
    public SqlCache(Syntax syntax, int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must be >= 0, was " + size);
        }
        this.syntax = syntax;
        this.size = size;
    }

    /**
     * Returns the statement, read now or before.
     *
     * @throws dev.sluice.error.ParameterException as {@link ParsedSql#parse} does
     * @throws dev.sluice.error.SqlSyntaxException as {@link ParsedSql#parse} does
     */
    public ParsedSql get(String sql) {
        Entry known = entries.get(sql);
        if (known == null) {
            return keep(ParsedSql.parse(sql, syntax));
        }
        if (!known.used) {
            known.used = true;
        }
        return known.statement;
    }

    /** How many statements are remembered now. */
    int count() {
        return entries.size();
    }

    private ParsedSql keep(ParsedSql statement) {
        if (size == 0 || statement.sql().length() > LONGEST_KEPT) {
            return statement;
        }
        var entry = new Entry(statement);
        synchronized (oldestFirst) {
            Entry earlier = entries.putIfAbsent(statement.sql(), entry);
            if (earlier != null) {
                return earlier.statement;
            }
            if (oldestFirst.size() == size) {
                evict();
            }
            oldestFirst.add(entry);
        }
        return statement;
    }

    private void evict() {
        Entry oldest = oldestFirst.remove();
        while (oldest.used) {
            oldest.used = false;
            oldestFirst.add(oldest);
            oldest = oldestFirst.remove();
        }
        entries.remove(oldest.statement.sql());
    }
}
