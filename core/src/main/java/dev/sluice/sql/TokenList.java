package dev.sluice.sql;

import java.util.Arrays;

/**
 * A text's tokens without whitespace and comments, for looking ahead and back. Any index is allowed: END is outside.
 */
final class TokenList {

    private final String text;
    private TokenType[] types;
    private Keyword[] keywords;
    private int[] bounds;
    private int size;

    private TokenList(String text) {
        this.text = text;
        int capacity = Math.max(16, text.length() / 4);
        this.types = new TokenType[capacity];
        this.keywords = new Keyword[capacity];
        this.bounds = new int[2 * capacity];
    }

    static TokenList read(String text, Syntax syntax) {
        var list = new TokenList(text);
        var tokens = SqlTokens.of(text, syntax);
        while (tokens.nextSignificant() != TokenType.END) {
            list.add(tokens);
        }
        return list;
    }

    private void add(SqlTokens token) {
        if (size == types.length) {
            types = Arrays.copyOf(types, 2 * size);
            keywords = Arrays.copyOf(keywords, 2 * size);
            bounds = Arrays.copyOf(bounds, 4 * size);
        }
        types[size] = token.type();
        keywords[size] = keywordOf(token);
        bounds[2 * size] = token.start();
        bounds[2 * size + 1] = token.end();
        size++;
    }

    /** A word behind a dot or AS is a name, whatever it looks like; only a CTE's body may follow AS with a keyword. */
    private Keyword keywordOf(SqlTokens token) {
        if (token.type() != TokenType.WORD || type(size - 1) == TokenType.DOT) {
            return Keyword.NONE;
        }
        Keyword keyword = Keyword.of(text, token.start(), token.end());
        boolean cteHint = keyword == Keyword.NOT || keyword == Keyword.MATERIALIZED;
        return keyword(size - 1) == Keyword.AS && !cteHint ? Keyword.NONE : keyword;
    }

    int size() {
        return size;
    }

    TokenType type(int index) {
        return index >= 0 && index < size ? types[index] : TokenType.END;
    }

    Keyword keyword(int index) {
        return index >= 0 && index < size ? keywords[index] : Keyword.NONE;
    }

    int start(int index) {
        return bounds[2 * index];
    }

    int end(int index) {
        return bounds[2 * index + 1];
    }

    String text(int index) {
        return text.substring(start(index), end(index));
    }

    /** True for an identifier, quoted or not, and for a string, which SQLite takes as one where a table is named. */
    boolean isName(int index) {
        TokenType type = type(index);
        return type == TokenType.WORD || type == TokenType.QUOTED_IDENTIFIER || type == TokenType.STRING;
    }

    /** The identifier without its quotes. */
    String name(int index) {
        if (type(index) == TokenType.WORD) {
            return text(index);
        }
        String inner = text.substring(start(index) + 1, end(index) - 1);
        String quote = text.substring(end(index) - 1, end(index));
        return quote.equals("]") ? inner : inner.replace(quote + quote, quote);
    }

    /** True for {@code ::}, behind which a type stands. */
    boolean isCast(int index) {
        return type(index) == TokenType.OPERATOR
                && end(index) == start(index) + 2
                && text.startsWith("::", start(index));
    }

    /** True for the U of {@code U&"…"}, whose escapes are not resolved here. */
    boolean isUnicodePrefix(int index) {
        return type(index) == TokenType.WORD
                && end(index) == start(index) + 1
                && (text.charAt(start(index)) | 0x20) == 'u'
                && text.startsWith("&", end(index));
    }

    boolean startsBeyondAscii(int index) {
        return text.charAt(start(index)) >= 0x80;
    }
}
