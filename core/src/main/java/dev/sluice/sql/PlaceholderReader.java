package dev.sluice.sql;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    /** What tells which value is meant: where the parameter stands, its name or its number. */
    private enum Kind {
        PLACE,
        NAME,
        NUMBER
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final String sql;
    private final TokenList tokens;
    private final Markers markers;
    private final List<Placeholder> placeholders = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final List<Parentheses> open = new ArrayList<>();
    private @Nullable Parentheses closed;
    private @Nullable Kind kind;
    private int first;
    private int positionals;
    private final BitSet numbers = new BitSet();

    PlaceholderReader(String sql, TokenList tokens, Markers markers) {
        this.sql = sql;
        this.tokens = tokens;
        this.markers = markers;
    }

    List<Placeholder> read() {
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.type(i)) {
                case OPEN -> open.add(new Parentheses(i, inList(i)));
                case CLOSE -> close(i);
                case COMMA -> comma();
                case POSITIONAL_PARAMETER -> positional(i);
                case NAMED_PARAMETER, NUMBERED_PARAMETER, NATIVE_PARAMETER -> marked(i);
                case ESCAPED_QUESTION_MARK ->
                    placeholders.add(Placeholder.questionMark(tokens.start(i), tokens.end(i)));
                default -> {}
            }
        }
        refuseGaps();
        return placeholders;
    }

    /** The distinct names in order of first appearance, or the numbers in theirs. */
    List<String> names() {
        return numbers.isEmpty()
                ? List.copyOf(names.keySet())
                : numbers.stream().mapToObj(Integer::toString).toList();
    }

    int parameterCount() {
        return positionals + names.size() + numbers.cardinality();
    }

    ParameterStyle style() {
        if (kind == null) {
            return ParameterStyle.NONE;
        }
        return kind == Kind.NAME ? ParameterStyle.NAMED : ParameterStyle.POSITIONAL;
    }

    /** True when a parameter may be written twice without a name. */
    boolean isNumbered() {
        return kind == Kind.NUMBER;
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
        use(Kind.PLACE, i);
        add(i, positionals++);
    }

    private void marked(int i) {
        boolean portable = tokens.type(i) == TokenType.NAMED_PARAMETER;
        if (markers == Markers.PORTABLE && !portable) {
            throw failure(i, "is one backend's own spelling; write ? or :name, which mean the same on every backend");
        }
        String name = sql.substring(tokens.start(i) + 1, tokens.end(i));
        if (markers == Markers.NATIVE && NUMBER.matcher(name).matches()) {
            numbered(i, name);
        } else {
            named(i, name);
        }
    }

    private void named(int i, String name) {
        use(Kind.NAME, i);
        if (!isPlain(name)) {
            throw failure(i, "cannot be a name; use a letter or _, then letters, digits and _");
        }
        add(i, names.computeIfAbsent(name, key -> names.size()));
    }

    private void numbered(int i, String digits) {
        use(Kind.NUMBER, i);
        // A number cannot be larger than the count of parameters, for there are no gaps, and no text has a billion.
        int number = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (number < 1 || number > tokens.size()) {
            throw failure(i, "is out of range; number parameters from 1 and leave out none");
        }
        numbers.set(number);
        add(i, number - 1);
    }

    /** A value for a number that stands nowhere could not be bound, and its place could not be left out. */
    private void refuseGaps() {
        int gap = numbers.nextClearBit(1);
        if (gap < numbers.length()) {
            String message = "Parameter " + gap + " is missing among those up to " + (numbers.length() - 1)
                    + "; number parameters from 1 and leave out none";
            throw new ParameterException(Integer.toString(gap), message, ErrorDetails.ofStatement(sql));
        }
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

    private void use(Kind used, int i) {
        if (kind == null) {
            kind = used;
            first = i;
        } else if (kind != used) {
            String message = "Parameters are mixed: " + tokens.text(first) + " " + at(first) + " and " + tokens.text(i)
                    + " " + at(i) + "; use one kind";
            int identified = kind == Kind.PLACE ? i : first;
            String name = tokens.text(identified).substring(1);
            throw new ParameterException(name, message, ErrorDetails.ofStatement(sql));
        }
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
