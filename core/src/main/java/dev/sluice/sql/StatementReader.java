package dev.sluice.sql;

/** Tells what kind of statement a text is; {@link TableReader} tells what a query or a change of rows touches. */
final class StatementReader {

    private StatementReader() {}

    static StatementInfo read(TokenList tokens) {
        int first = skipOpen(tokens, 0);
        Keyword keyword = tokens.keyword(first);
        if (keyword.isVerb() || keyword == Keyword.WITH) {
            return new TableReader(tokens, 0, first).read();
        }
        if (keyword == Keyword.EXPLAIN && first == 0) {
            return explain(tokens);
        }
        StatementKind kind = keyword.kind();
        return unknown(kind == null || first > 0 ? StatementKind.OTHER : kind);
    }

    static StatementInfo unknown(StatementKind kind) {
        return new StatementInfo(kind, Tables.ANY, Tables.ANY, false, false);
    }

    /** EXPLAIN changes nothing unless it runs the statement, which ANALYZE and options in parentheses may ask for. */
    private static StatementInfo explain(TokenList tokens) {
        boolean runs = false;
        int i = 1;
        int verb = skipOpen(tokens, i);
        while (tokens.type(i) != TokenType.END && !beginsQuery(tokens, verb)) {
            Keyword keyword = tokens.keyword(i);
            if (keyword.kind() != null) {
                return unknown(StatementKind.EXPLAIN);
            }
            runs |= verb > i || keyword == Keyword.ANALYZE || keyword == Keyword.ANALYSE;
            i = verb > i ? verb : i + 1;
            verb = skipOpen(tokens, i);
        }
        if (tokens.type(i) == TokenType.END) {
            return unknown(StatementKind.EXPLAIN);
        }
        StatementInfo explained = new TableReader(tokens, i, verb - i).read();
        if (explained.kind() == StatementKind.OTHER) {
            return explained;
        }
        Tables writes = runs ? explained.writes() : Tables.NONE;
        return new StatementInfo(StatementKind.EXPLAIN, explained.reads(), writes, false, runs && explained.locking());
    }

    private static boolean beginsQuery(TokenList tokens, int index) {
        Keyword keyword = tokens.keyword(index);
        return keyword.isVerb() || keyword == Keyword.WITH;
    }

    private static int skipOpen(TokenList tokens, int from) {
        int i = from;
        while (tokens.type(i) == TokenType.OPEN) {
            i++;
        }
        return i;
    }
}
