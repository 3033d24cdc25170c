package dev.sluice.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement's text, read once: its parameters and what it does. Immutable. */
public final class ParsedSql {

    private ParsedSql() {}

    /**
     * Reads a statement.
     *
     * @throws dev.sluice.error.ParameterException when {@code ?} and {@code :name} are mixed
     */
    public static ParsedSql parse(String sql, Syntax syntax) {
        throw new UnsupportedOperationException();
    }

    /** The text as it was written. */
    public String sql() {
        throw new UnsupportedOperationException();
    }

    /** What the text tells. */
    public StatementInfo info() {
        throw new UnsupportedOperationException();
    }

    /** Which kind of parameters it uses. */
    public ParameterStyle style() {
        throw new UnsupportedOperationException();
    }

    /** The names in order of first appearance, each once; empty unless NAMED. */
    public List<String> names() {
        throw new UnsupportedOperationException();
    }

    /** How many values it takes: the number of {@code ?}, or of distinct names. */
    public int parameterCount() {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the statement for a backend. A value that is a {@code Collection} and stands in {@code IN (…)} expands to
     * one marker per element, also when empty.
     *
     * @param values one per parameter, in the order of {@link #names()} or of the {@code ?}; null binds null
     * @param rendering how the backend spells parameters
     * @param bindLimit the most parameters it takes
     * @throws dev.sluice.error.ParameterException when there are too many, or a collection stands outside IN
     */
    public RenderedSql render(List<@Nullable Object> values, Rendering rendering, int bindLimit) {
        throw new UnsupportedOperationException();
    }
}
