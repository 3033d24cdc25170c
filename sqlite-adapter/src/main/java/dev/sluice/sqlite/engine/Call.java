package dev.sluice.sqlite.engine;

import dev.sluice.error.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement with its values: one set of them, or many, for each of which it runs once. */
public final class Call implements Labelled {

    private final String sql;
    private final List<@Nullable Object[]> sets;
    private final boolean counts;
    private final boolean returns;
    private final @Nullable String tag;

    /**
     * Creates a call that runs once.
     *
     * @param sql text of one statement, with as many parameters as there are values
     * @param values Long, Integer, Double, String, byte[] or null; not copied, never printed
     * @param counts whether the statement changes rows, so that their number means something
     * @param returns whether it writes and returns rows
     */
    public Call(String sql, @Nullable Object[] values, boolean counts, boolean returns) {
        this(sql, List.<@Nullable Object[]>of(values), counts, returns);
    }

    /** As {@link #Call(String, Object[], boolean, boolean)}, run once for each set of values, with one outcome for all. */
    public Call(String sql, List<@Nullable Object[]> sets, boolean counts, boolean returns) {
        this(sql, sets, counts, returns, null);
    }

    private Call(String sql, List<@Nullable Object[]> sets, boolean counts, boolean returns, @Nullable String tag) {
        this.sql = sql;
        this.sets = sets;
        this.counts = counts;
        this.returns = returns;
        this.tag = tag;
    }

    /** Returns this call with the name its caller gave it. */
    public Call tagged(String name) {
        return new Call(sql, sets, counts, returns, name);
    }

    String sql() {
        return sql;
    }

    /** The values of a call that runs once. */
    @Nullable
    Object[] values() {
        return sets.get(0);
    }

    List<@Nullable Object[]> sets() {
        return sets;
    }

    boolean counts() {
        return counts;
    }

    boolean returns() {
        return returns;
    }

    /** Its tag; else its text, shortened. */
    @Override
    public String label() {
        return tag == null ? Printable.shorten(sql) : "'" + Printable.escape(tag) + "'";
    }

    @Override
    public String toString() {
        return sql;
    }
}
