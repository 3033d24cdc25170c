package dev.sluice.sql;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.SqlSyntaxException;

/**
 * Walks through statement text token by token: the tokens touch and cover the whole text. One pass, in linear time,
 * without recursion and without a string per token. Not safe for use by several threads.
 *
 * <pre>{@code
 * var tokens = SqlTokens.of(sql, Syntax.SQLITE);
 * while (tokens.next() != TokenType.END) {
 *     if (tokens.type() == TokenType.NAMED_PARAMETER) {
 *         names.add(tokens.text().substring(1));
 *     }
 * }
 * }</pre>
 *
 * <p>Identifiers follow PostgreSQL and SQLite: any character beyond ASCII is part of one, except Unicode's blanks,
 * which backends read differently and which are therefore {@link TokenType#OTHER}. Strings follow the SQL standard: a
 * backslash is special only in {@code E'…'} where the syntax has it.
 */
final class SqlTokens {

    /** What {@link #at} answers beyond the text; the text itself cannot contain it. */
    private static final char NONE = '\0';

    private final String text;
    private final Syntax syntax;
    private int start;
    private int end;
    private TokenType type = TokenType.END;

    private SqlTokens(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /**
     * Stands before the first token of a text.
     *
     * @throws SqlSyntaxException when the text contains the character NUL, at which SQLite would end it
     */
    static SqlTokens of(String text, Syntax syntax) {
        var tokens = new SqlTokens(text, syntax);
        int nul = text.indexOf(NONE);
        if (nul >= 0) {
            String remedy = "remove it, or bind it as part of a value";
            throw tokens.failure("The text contains the character NUL", nul, remedy);
        }
        return tokens;
    }

    /**
     * Moves to the next token and returns its type, {@link TokenType#END} when there is none.
     *
     * @throws SqlSyntaxException when a string, quoted identifier or block comment does not end
     */
    TokenType next() {
        start = end;
        type = start == text.length() ? TokenType.END : read(text.charAt(start));
        return type;
    }

    /** Moves to the next token that is neither whitespace nor comment, and returns its type. */
    TokenType nextSignificant() {
        TokenType found = next();
        while (found == TokenType.WHITESPACE || found == TokenType.COMMENT) {
            found = next();
        }
        return found;
    }

    /** The type of the current token. */
    TokenType type() {
        return type;
    }

    /** Where the current token begins. */
    int start() {
        return start;
    }

    /** Where the current token ends, exclusive. */
    int end() {
        return end;
    }

    /** The current token's text; a new string at each call. */
    String text() {
        return text.substring(start, end);
    }

    /** The whole text. */
    String source() {
        return text;
    }

    /** True when the current token is this word or sign, compared without regard to ASCII case. */
    boolean is(String expected) {
        int length = end - start;
        if (length != expected.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(text.charAt(start + i)) != lower(expected.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private TokenType read(char first) {
        if (isSpace(first) || first == '\uFEFF' && start == 0) {
            return whitespace();
        }
        if (isWordStart(first)) {
            return word(first);
        }
        if (isDigit(first) || first == '.' && isDigit(at(start + 1))) {
            return number();
        }
        return switch (first) {
            case '\'' -> quoted(start, '\'', TokenType.STRING);
            case '"' -> quoted(start, '"', TokenType.QUOTED_IDENTIFIER);
            case '`' -> syntax.backtickIdentifiers() ? quoted(start, '`', TokenType.QUOTED_IDENTIFIER) : other();
            case '[' -> syntax.bracketIdentifiers() ? bracketed() : other();
            case '-' -> at(start + 1) == '-' ? lineComment() : sized(1, TokenType.OPERATOR);
            case '/' -> at(start + 1) == '*' ? blockComment() : sized(1, TokenType.OPERATOR);
            case '?' -> questionMark();
            case ':' -> colon();
            case '$' -> dollar();
            case '@' -> at();
            default -> sized(1, sign(first));
        };
    }

    private static TokenType sign(char c) {
        return switch (c) {
            case '(' -> TokenType.OPEN;
            case ')' -> TokenType.CLOSE;
            case ',' -> TokenType.COMMA;
            case '.' -> TokenType.DOT;
            case ';' -> TokenType.SEMICOLON;
            case '+', '*', '<', '>', '=', '~', '!', '#', '%', '^', '&', '|' -> TokenType.OPERATOR;
            default -> TokenType.OTHER;
        };
    }

    private TokenType whitespace() {
        int i = start + 1;
        while (isSpace(at(i))) {
            i++;
        }
        return upTo(i, TokenType.WHITESPACE);
    }

    private TokenType word(char first) {
        int i = start + 1;
        while (isWordPart(at(i))) {
            i++;
        }
        if (i == start + 1 && at(i) == '\'') {
            char prefix = lower(first);
            if (prefix == 'e' && syntax.escapeStrings()) {
                return escapeString(i);
            }
            if (prefix == 'x' || prefix == 'b' || prefix == 'n') {
                return quoted(i, '\'', TokenType.STRING);
            }
        }
        return upTo(i, TokenType.WORD);
    }

    private TokenType number() {
        char radix = at(start) == '0' ? lower(at(start + 1)) : NONE;
        if ((radix == 'x' || radix == 'o' || radix == 'b') && Character.digit(at(start + 2), 16) >= 0) {
            int i = start + 2;
            while (Character.digit(at(i), 16) >= 0 || at(i) == '_') {
                i++;
            }
            return upTo(i, TokenType.NUMBER);
        }
        int i = digits(start);
        if (at(i) == '.') {
            i = digits(i + 1);
        }
        if (lower(at(i)) == 'e') {
            int exponent = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
            i = isDigit(at(exponent)) ? digits(exponent) : i;
        }
        return upTo(i, TokenType.NUMBER);
    }

    private int digits(int from) {
        int i = from;
        while (isDigit(at(i)) || at(i) == '_' && i > from && isDigit(at(i + 1))) {
            i++;
        }
        return i;
    }

    /** Reads to the closing quote; a doubled one stands for itself. */
    private TokenType quoted(int opening, char quote, TokenType as) {
        int close = text.indexOf(quote, opening + 1);
        while (close >= 0 && at(close + 1) == quote) {
            close = text.indexOf(quote, close + 2);
        }
        if (close < 0) {
            throw unterminated(as == TokenType.STRING ? "string" : "quoted identifier", String.valueOf(quote));
        }
        return upTo(close + 1, as);
    }

    private TokenType bracketed() {
        int close = text.indexOf(']', start);
        if (close < 0) {
            throw unterminated("quoted identifier", "]");
        }
        return upTo(close + 1, TokenType.QUOTED_IDENTIFIER);
    }

    /** Reads {@code E'…'} and, as PostgreSQL does, the pieces that continue it on further lines. */
    private TokenType escapeString(int opening) {
        int i = opening + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\'' && at(i + 1) == '\'') {
                i += 2;
            } else if (c == '\'') {
                int piece = continuation(i + 1);
                if (piece < 0) {
                    return upTo(i + 1, TokenType.STRING);
                }
                i = piece + 1;
            } else {
                i++;
            }
        }
        throw unterminated("string", "'");
    }

    /** Where the string goes on after its closing quote: at a quote behind whitespace with a line end; or -1. */
    private int continuation(int from) {
        boolean newLine = false;
        int i = from;
        while (isSpace(at(i)) || at(i) == '-' && at(i + 1) == '-') {
            if (at(i) == '-') {
                i = lineEnd(i);
            } else {
                newLine |= at(i) == '\n' || at(i) == '\r';
                i++;
            }
        }
        return newLine && at(i) == '\'' ? i : -1;
    }

    private TokenType lineComment() {
        return upTo(lineEnd(start), TokenType.COMMENT);
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length() && at(i) != '\n' && !(syntax.returnEndsComment() && at(i) == '\r')) {
            i++;
        }
        return i;
    }

    private TokenType blockComment() {
        int depth = 1;
        int i = start + 2;
        while (depth > 0 && i < text.length()) {
            if (at(i) == '*' && at(i + 1) == '/') {
                depth--;
                i += 2;
            } else if (syntax.nestedComments() && at(i) == '/' && at(i + 1) == '*') {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        if (depth > 0) {
            throw unterminated("comment", "*/");
        }
        return upTo(i, TokenType.COMMENT);
    }

    private TokenType questionMark() {
        if (at(start + 1) == '?') {
            return sized(2, TokenType.ESCAPED_QUESTION_MARK);
        }
        int i = start + 1;
        while (isDigit(at(i))) {
            i++;
        }
        return upTo(i, i == start + 1 ? TokenType.POSITIONAL_PARAMETER : TokenType.NUMBERED_PARAMETER);
    }

    private TokenType colon() {
        char second = at(start + 1);
        if (second == ':') {
            int i = start + 2;
            // CockroachDB's ::: must not leave a colon behind that would make a parameter of the type's name
            while (at(i) == ':') {
                i++;
            }
            return upTo(i, TokenType.OPERATOR);
        }
        if (second == '=') {
            return sized(2, TokenType.OPERATOR);
        }
        if (isWordStart(second) || syntax.sqliteParameters() && isDigit(second)) {
            return marker(TokenType.NAMED_PARAMETER);
        }
        return other();
    }

    private TokenType dollar() {
        char second = at(start + 1);
        if (syntax.dollarQuotes() && (second == '$' || isWordStart(second))) {
            int tagEnd = start + 1;
            while (at(tagEnd) != '$' && isWordPart(at(tagEnd))) {
                tagEnd++;
            }
            if (at(tagEnd) == '$') {
                return dollarQuoted(tagEnd + 1);
            }
        }
        boolean parameter = isDigit(second) || syntax.sqliteParameters() && isWordPart(second);
        return parameter ? marker(TokenType.NATIVE_PARAMETER) : other();
    }

    private TokenType dollarQuoted(int bodyStart) {
        int length = bodyStart - start;
        int close = text.indexOf('$', bodyStart);
        while (close >= 0 && !text.regionMatches(close, text, start, length)) {
            close = text.indexOf('$', close + 1);
        }
        if (close < 0) {
            throw unterminated("string", length == 2 ? "$$" : "the same $tag$");
        }
        return upTo(close + length, TokenType.STRING);
    }

    private TokenType at() {
        boolean parameter = syntax.sqliteParameters() && isWordPart(at(start + 1));
        return parameter ? marker(TokenType.NATIVE_PARAMETER) : sized(1, TokenType.OPERATOR);
    }

    private TokenType marker(TokenType as) {
        int i = start + 2;
        while (isWordPart(at(i))) {
            i++;
        }
        return upTo(i, as);
    }

    private TokenType other() {
        return sized(1, TokenType.OTHER);
    }

    private TokenType sized(int length, TokenType as) {
        return upTo(start + length, as);
    }

    private TokenType upTo(int exclusive, TokenType as) {
        end = exclusive;
        return as;
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : NONE;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 && !Character.isSpaceChar(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private SqlSyntaxException unterminated(String what, String closing) {
        return failure("A " + what + " does not end; it begins", start, "close it with " + closing);
    }

    private SqlSyntaxException failure(String what, int offset, String remedy) {
        String message = what + " at " + Location.of(text, offset) + "; " + remedy;
        return new SqlSyntaxException(message, ErrorDetails.ofStatement(text), null);
    }
}
