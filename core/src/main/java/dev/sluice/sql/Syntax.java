package dev.sluice.sql;

/**
 * The lexical rules in which backends differ. Single-quoted strings, double-quoted identifiers, {@code --} and
 * {@code /* *}{@code /} comments are common to all.
 *
 * @param dollarQuotes {@code $$ … $$} and {@code $tag$ … $tag$} are strings
 * @param nestedComments block comments nest
 * @param escapeStrings {@code E'…'} strings know backslash escapes
 * @param bracketIdentifiers {@code [name]} is an identifier
 * @param backtickIdentifiers {@code `name`} is an identifier
 * @param sqliteParameters {@code @name}, {@code $name} and {@code :1} are parameters
 * @param returnEndsComment a carriage return ends a {@code --} comment; otherwise only a line feed does
 */
public record Syntax(
        boolean dollarQuotes,
        boolean nestedComments,
        boolean escapeStrings,
        boolean bracketIdentifiers,
        boolean backtickIdentifiers,
        boolean sqliteParameters,
        boolean returnEndsComment) {

    /** The rules of the SQL standard, nothing more. */
    public static final Syntax STANDARD = new Syntax(false, true, false, false, false, false, true);

    /** The rules of SQLite: comments do not nest, brackets and backticks quote identifiers. */
    public static final Syntax SQLITE = new Syntax(false, false, false, true, true, true, false);

    /** The rules of PostgreSQL and CockroachDB: dollar quotes, nested comments, escape strings. */
    public static final Syntax POSTGRESQL = new Syntax(true, true, true, false, false, false, true);

    /** The rules of H2: dollar quotes and nested comments. */
    public static final Syntax H2 = new Syntax(true, true, false, false, false, false, true);
}
