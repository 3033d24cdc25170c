package dev.sluice.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one row of an INSERT's VALUES, in which all parameters of the statement stand.
 *
 * @param start where its parenthesis opens
 * @param end where its parenthesis closes, exclusive
 */
record ValuesRow(int start, int end) {

    /**
     * Finds the row, or null where the statement is another kind, has several rows, or parameters outside the row; also
     * where it asks a table or an unknown function, whose answers may depend on the rows before.
     */
    static @Nullable ValuesRow find(TokenList tokens, StatementKind kind, List<Placeholder> placeholders) {
        boolean inserts = tokens.keyword(0) == Keyword.INSERT || tokens.keyword(0) == Keyword.REPLACE;
        if (!inserts || !kind.isDml()) {
            return null;
        }
        ValuesRow row = null;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (row != null && mayAskForOtherRows(tokens, i)) {
                return null;
            }
            switch (tokens.type(i)) {
                case OPEN -> depth++;
                case CLOSE -> depth--;
                default -> {
                    boolean values = depth == 0 && tokens.keyword(i) == Keyword.VALUES;
                    if (values && (row != null || tokens.type(i + 1) != TokenType.OPEN)) {
                        return null;
                    }
                    if (values) {
                        row = rowAt(tokens, i + 1);
                        if (row == null) {
                            return null;
                        }
                    }
                }
            }
        }
        return row != null && row.holdsEachOnce(placeholders) ? row : null;
    }

    private static boolean mayAskForOtherRows(TokenList tokens, int i) {
        Keyword keyword = tokens.keyword(i);
        if (keyword == Keyword.SELECT || keyword == Keyword.TABLE) {
            return true;
        }
        boolean called = tokens.type(i + 1) == TokenType.OPEN && tokens.isName(i) && keyword != Keyword.CONFLICT;
        return called && !(tokens.type(i) == TokenType.WORD && PureFunctions.contains(tokens.text(i)));
    }

    private static @Nullable ValuesRow rowAt(TokenList tokens, int opening) {
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            depth += switch (tokens.type(i)) {
                case OPEN -> 1;
                case CLOSE -> -1;
                default -> 0;
            };
            if (depth == 0) {
                boolean another = tokens.type(i + 1) == TokenType.COMMA;
                return another ? null : new ValuesRow(tokens.start(opening), tokens.end(i));
            }
        }
        return null;
    }

    private boolean holdsEachOnce(List<Placeholder> placeholders) {
        Set<Integer> seen = new HashSet<>();
        for (Placeholder placeholder : placeholders) {
            boolean inside = placeholder.start() >= start && placeholder.end() <= end;
            if (!inside || placeholder.isParameter() && !seen.add(placeholder.value())) {
                return false;
            }
        }
        return !seen.isEmpty();
    }

    /** The statement with this row written several times and its parameters as {@code ?}. */
    String repeat(String sql, List<Placeholder> placeholders, int rows) {
        String row = row(sql, placeholders);
        var text = new StringBuilder(sql.length() + (rows - 1) * (row.length() + 2));
        text.append(sql, 0, start).append(row);
        for (int i = 1; i < rows; i++) {
            text.append(", ").append(row);
        }
        return text.append(sql, end, sql.length()).toString();
    }

    private String row(String sql, List<Placeholder> placeholders) {
        var row = new StringBuilder();
        int position = start;
        for (Placeholder placeholder : placeholders) {
            row.append(sql, position, placeholder.start()).append(placeholder.isParameter() ? "?" : "??");
            position = placeholder.end();
        }
        return row.append(sql, position, end).toString();
    }
}
