package dev.sluice.sql;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement's text, read once: its parameters and what it does. Immutable; rendered text is remembered, so that
 * rendering again costs no work on text unless a collection expands.
 */
public final class ParsedSql {

    /** A database uses one rendering; more than a few can only mean that one is created per call. */
    private static final int REMEMBERED_RENDERINGS = 4;

    private final String sql;
    private final Syntax syntax;
    private final StatementInfo info;
    private final ParameterStyle style;
    private final List<String> names;
    private final int parameterCount;
    private final List<Placeholder> placeholders;
    private final boolean hasLists;
    private final @Nullable ValuesRow valuesRow;
    private volatile RenderedText[] rendered = {};

    private ParsedSql(String sql, Syntax syntax, Markers markers) {
        var tokens = TokenList.read(sql, syntax);
        var parameters = new PlaceholderReader(sql, tokens, markers);
        this.sql = sql;
        this.syntax = syntax;
        this.placeholders = List.copyOf(parameters.read());
        this.style = parameters.style();
        this.names = parameters.names();
        this.parameterCount = parameters.parameterCount();
        this.hasLists = placeholders.stream().anyMatch(placeholder -> placeholder.list() != null);
        this.info = StatementReader.read(tokens);
        // Repeated numbers would mean the first row's values in every row.
        this.valuesRow = parameters.isNumbered() ? null : ValuesRow.find(tokens, info.kind(), placeholders);
    }

    /**
     * Reads a statement.
     *
     * @throws dev.sluice.error.ParameterException when {@code ?} and {@code :name} are mixed, or a parameter is spelt
     *     as only one backend does ({@code ?1}, {@code $1})
     * @throws dev.sluice.error.SqlSyntaxException when a string, quoted identifier or comment does not end
     */
    public static ParsedSql parse(String sql, Syntax syntax) {
        return parse(sql, syntax, Markers.PORTABLE);
    }

    /**
     * Reads a statement whose parameters may be spelt in these ways.
     *
     * @throws dev.sluice.error.ParameterException when kinds of parameters are mixed, one is spelt in another way, or
     *     their numbers leave one out
     * @throws dev.sluice.error.SqlSyntaxException when a string, quoted identifier or comment does not end
     */
    public static ParsedSql parse(String sql, Syntax syntax, Markers markers) {
        return new ParsedSql(sql, syntax, markers);
    }

    /** The text as it was written. */
    public String sql() {
        return sql;
    }

    /** What the text tells. */
    public StatementInfo info() {
        return info;
    }

    /** Which kind of parameters it uses. */
    public ParameterStyle style() {
        return style;
    }

    /** The names in order of first appearance, each once; or its numbers, from 1. */
    public List<String> names() {
        return names;
    }

    /** How many values it takes: the number of {@code ?}, or of distinct names or numbers. */
    public int parameterCount() {
        return parameterCount;
    }

    /** What messages call the parameter with this index: its name, or the index. */
    String parameterName(int index) {
        return style == ParameterStyle.NAMED ? names.get(index) : String.valueOf(index);
    }

    /**
     * Writes the statement for a backend. A value that is a {@code Collection} expands to one marker per element where
     * it is a member of {@code IN (…)} by itself; its elements may be rows (lists or arrays of objects), for
     * {@code (a, b) IN (:pairs)}. An empty one vanishes from among other members; with nothing left, IN matches no row
     * and NOT IN every row. Anywhere else a collection stays one value, for backends that have arrays.
     *
     * @param values one per parameter, in the order of {@link #names()} or of the {@code ?}; null binds null. The
     *     result may hold this very list
     * @param rendering how the backend spells parameters
     * @param bindLimit the most parameters it takes
     * @throws dev.sluice.error.ParameterException when there are too few or too many values, more parameters than the
     *     limit, or rows of different lengths
     */
    public RenderedSql render(List<@Nullable Object> values, Rendering rendering, int bindLimit) {
        if (values.size() != parameterCount) {
            throw wrongCount(values.size());
        }
        if (hasLists && expands(values)) {
            return new ListRenderer(this, values, rendering, bindLimit).render(placeholders);
        }
        RenderedText text = text(rendering);
        int bound = text.boundCount(parameterCount);
        if (bound > bindLimit) {
            throw tooMany(bound, bindLimit);
        }
        return text.with(values);
    }

    /**
     * This INSERT with its row of VALUES repeated, for inserting several rows at once; takes as many times the values,
     * row after row, by {@code ?}. Empty unless the statement is one INSERT or REPLACE with one row of VALUES in which
     * all its parameters stand, each once, and nothing in or behind it asks a table or an unknown function: the answers
     * could differ from row to row. The text is written and read anew: remember the result per number of rows.
     *
     * @param rows how many rows, at least 1
     */
    public Optional<ParsedSql> repeatingValues(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be >= 1, was " + rows);
        }
        return Optional.ofNullable(valuesRow).map(row -> parse(row.repeat(sql, placeholders, rows), syntax));
    }

    private boolean expands(List<@Nullable Object> values) {
        for (Placeholder placeholder : placeholders) {
            if (placeholder.isParameter() && ListRenderer.expands(placeholder, values.get(placeholder.value()))) {
                return true;
            }
        }
        return false;
    }

    private RenderedText text(Rendering rendering) {
        RenderedText[] known = rendered;
        for (RenderedText text : known) {
            if (text.rendering() == rendering) {
                return text;
            }
        }
        RenderedText text = RenderedText.of(sql, placeholders, parameterCount, rendering);
        int kept = Math.min(known.length, REMEMBERED_RENDERINGS - 1);
        // of two threads that come here at once one may lose its text, which costs only writing it again
        RenderedText[] extended = Arrays.copyOf(known, kept + 1);
        extended[kept] = text;
        rendered = extended;
        return text;
    }

    private ParameterException wrongCount(int given) {
        String parameter = given < parameterCount ? parameterName(given) : String.valueOf(given);
        String message =
                "Statement takes " + parameterCount + " values, was given " + given + "; bind each parameter once";
        return new ParameterException(parameter, message, ErrorDetails.ofStatement(sql));
    }

    private ParameterException tooMany(int bound, int bindLimit) {
        String message = "Statement has " + bound + " parameters, the backend takes at most " + bindLimit
                + "; split it into several statements";
        return new ParameterException(String.valueOf(bindLimit), message, ErrorDetails.ofStatement(sql));
    }

    /** The text as it was written. */
    @Override
    public String toString() {
        return sql;
    }
}
