package dev.sluice.sqlite.engine;

import org.jspecify.annotations.Nullable;

/** One statement with its values. */
public final class Call {

    private final String sql;
    private final @Nullable Object[] values;
    private final boolean counts;
    private final boolean returns;

    /**
     * Creates a call.
     *
     * @param sql text of one statement, with as many parameters as there are values
     * @param values Long, Integer, Double, String, byte[] or null; not copied, never printed
     * @param counts whether the statement changes rows, so that their number means something
     * @param returns whether it writes and returns rows
     */
    public Call(String sql, @Nullable Object[] values, boolean counts, boolean returns) {
        this.sql = sql;
        this.values = values;
        this.counts = counts;
        this.returns = returns;
    }

    String sql() {
        return sql;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    boolean counts() {
        return counts;
    }

    boolean returns() {
        return returns;
    }

    @Override
    public String toString() {
        return sql;
    }
}
