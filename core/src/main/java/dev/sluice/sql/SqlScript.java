package dev.sluice.sql;

import java.util.List;

/** Splits a script into statements. */
public final class SqlScript {

    private SqlScript() {}

    /**
     * Returns the statements of a script in order, without their semicolons, blank and comment-only ones left out. Knows
     * strings, comments, quoted identifiers, dollar quotes and trigger bodies (BEGIN … END).
     */
    public static List<String> split(String script, Syntax syntax) {
        throw new UnsupportedOperationException();
    }
}
