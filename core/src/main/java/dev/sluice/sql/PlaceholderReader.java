package dev.sluice.sql;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a statement's parameters, and the {@code IN (…)} lists in which a collection may stand. */
final class PlaceholderReader {

    /** A pair of parentheses that is open, or the last that was closed. */
    private static final class Parentheses {
        private final int token;
        private final @Nullable InList list;
        private boolean comma;

        Parentheses(int token, @Nullable InList list) {
            this.token = token;
            this.list = list;
        }
    }

    private final String sql;
    private final TokenList tokens;
    private final List<Placeholder> placeholders = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final List<Parentheses> open = new ArrayList<>();
    private @Nullable Parentheses closed;
    private int firstPositional = -1;
    private int firstNamed = -1;
    private int positionals;

    PlaceholderReader(String sql, TokenList tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    List<Placeholder> read() {
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.type(i)) {
                case OPEN -> open.add(new Parentheses(i, inList(i)));
                case CLOSE -> close(i);
                case COMMA -> comma();
                case POSITIONAL_PARAMETER -> positional(i);
                case NAMED_PARAMETER -> named(i);
                case NUMBERED_PARAMETER, NATIVE_PARAMETER -> throw foreign(i);
                case ESCAPED_QUESTION_MARK ->
                    placeholders.add(Placeholder.questionMark(tokens.start(i), tokens.end(i)));
                default -> {}
            }
        }
        return placeholders;
    }

    /** The distinct names in order of first appearance. */
    List<String> names() {
        return List.copyOf(names.keySet());
    }

    int parameterCount() {
        return positionals + names.size();
    }

    ParameterStyle style() {
        if (firstPositional >= 0) {
            return ParameterStyle.POSITIONAL;
        }
        return names.isEmpty() ? ParameterStyle.NONE : ParameterStyle.NAMED;
    }

    private @Nullable InList inList(int i) {
        if (tokens.keyword(i - 1) != Keyword.IN) {
            return null;
        }
        boolean negated = tokens.keyword(i - 2) == Keyword.NOT;
        int operator = negated ? i - 2 : i - 1;
        Parentheses left = tokens.type(operator - 1) == TokenType.CLOSE ? closed : null;
        boolean row = left != null && left.comma && !isCall(left.token);
        int rowStart = row && left != null ? rowStart(left.token) : operator;
        return new InList(tokens.start(rowStart), negated, row);
    }

    /** True for the parentheses of a function, a list or a subquery's alias, not for those around a row. */
    private boolean isCall(int opening) {
        return tokens.isName(opening - 1) && !RowKeywords.precedeRow(tokens.text(opening - 1));
    }

    private int rowStart(int opening) {
        boolean spelt = tokens.isName(opening - 1) && tokens.text(opening - 1).equalsIgnoreCase("row");
        return spelt ? opening - 1 : opening;
    }

    private void close(int i) {
        if (open.isEmpty()) {
            return;
        }
        closed = open.remove(open.size() - 1);
        if (closed.list != null) {
            closed.list.close(tokens.end(i));
        }
    }

    private void comma() {
        if (open.isEmpty()) {
            return;
        }
        Parentheses around = open.get(open.size() - 1);
        around.comma = true;
        if (around.list != null) {
            around.list.comma();
        }
    }

    private void positional(int i) {
        firstPositional = firstPositional < 0 ? i : firstPositional;
        refuseMixture();
        add(i, positionals++);
    }

    private void named(int i) {
        firstNamed = firstNamed < 0 ? i : firstNamed;
        refuseMixture();
        String name = sql.substring(tokens.start(i) + 1, tokens.end(i));
        if (!isPlain(name)) {
            throw failure(i, "cannot be a name; use a letter or _, then letters, digits and _");
        }
        add(i, names.computeIfAbsent(name, key -> names.size()));
    }

    private static boolean isPlain(String name) {
        int first = name.codePointAt(0);
        return (Character.isUnicodeIdentifierStart(first) || first == '_')
                && name.codePoints().allMatch(PlaceholderReader::isNamePart);
    }

    private static boolean isNamePart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private void add(int i, int value) {
        InList list = open.isEmpty() ? null : open.get(open.size() - 1).list;
        TokenType before = tokens.type(i - 1);
        TokenType after = tokens.type(i + 1);
        boolean begins = before == TokenType.OPEN || before == TokenType.COMMA;
        boolean ends = after == TokenType.CLOSE || after == TokenType.COMMA;
        if (list == null || !begins || !ends) {
            placeholders.add(new Placeholder(tokens.start(i), tokens.end(i), value, null, 0, -1, -1));
            return;
        }
        list.parameter();
        int commaBefore = before == TokenType.COMMA ? tokens.start(i - 1) : -1;
        int commaAfter = after == TokenType.COMMA ? tokens.end(i + 1) : -1;
        placeholders.add(new Placeholder(
                tokens.start(i), tokens.end(i), value, list, list.members() - 1, commaBefore, commaAfter));
    }

    private void refuseMixture() {
        if (firstPositional >= 0 && firstNamed >= 0) {
            String message = "Parameters are mixed: ? " + at(firstPositional) + " and " + tokens.text(firstNamed) + " "
                    + at(firstNamed) + "; use one kind";
            String name = tokens.text(firstNamed).substring(1);
            throw new ParameterException(name, message, ErrorDetails.ofStatement(sql));
        }
    }

    private ParameterException foreign(int i) {
        return failure(i, "is one backend's own spelling; write ? or :name, which mean the same on every backend");
    }

    private ParameterException failure(int i, String problem) {
        String marker = tokens.text(i);
        String message = "Parameter " + marker + " " + at(i) + " " + problem;
        return new ParameterException(marker.substring(1), message, ErrorDetails.ofStatement(sql));
    }

    private String at(int i) {
        return "at " + Location.of(sql, tokens.start(i));
    }
}
