package dev.sluice.sql;

/** What a piece of statement text is. */
enum TokenType {
    /** Blanks, tabs, line ends; also a byte order mark at the very start. */
    WHITESPACE,
    /** {@code -- …} up to the line's end, or a block comment with whatever nests in it. */
    COMMENT,
    /** A string literal with its quotes and prefix: {@code '…'}, {@code E'…'}, {@code x'…'}, {@code $tag$…$tag$}. */
    STRING,
    /** {@code "…"}, and {@code […]} or backticks where the syntax has them. */
    QUOTED_IDENTIFIER,
    /** A keyword or an unquoted identifier. */
    WORD,
    /** A numeric literal without a sign. */
    NUMBER,
    /** One character of an operator. Only a run of colons ({@code ::}) and {@code :=} are one token of several. */
    OPERATOR,
    /** {@code ?}. */
    POSITIONAL_PARAMETER,
    /** {@code ?1}: SQLite's own. */
    NUMBERED_PARAMETER,
    /** {@code :name}. */
    NAMED_PARAMETER,
    /** A backend's own marker: {@code $1} everywhere, {@code $name} and {@code @name} on SQLite. */
    NATIVE_PARAMETER,
    /** {@code ??}: a question mark that is no parameter. */
    ESCAPED_QUESTION_MARK,
    /** {@code (}. */
    OPEN,
    /** {@code )}. */
    CLOSE,
    /** {@code ,}. */
    COMMA,
    /** {@code .}. */
    DOT,
    /** {@code ;}. */
    SEMICOLON,
    /** Any other character. */
    OTHER,
    /** There is no more text; the token is empty. */
    END
}
