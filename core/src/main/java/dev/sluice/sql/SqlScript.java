package dev.sluice.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits a script into statements. */
public final class SqlScript {

    /**
     * One statement of a script.
     *
     * @param text from its first word to its last sign, without the semicolon
     * @param line the line of the script on which the text begins, from 1
     */
    public record Statement(String text, int line) {}

    private final String script;
    private final SqlTokens tokens;
    private final List<Statement> statements = new ArrayList<>();
    private final BodyWatch body = new BodyWatch();

    /** Where the current statement begins and ends so far; no statement while the start is negative. */
    private int start = -1;

    private int end;
    private int line = 1;
    private int countedTo;

    private SqlScript(String script, Syntax syntax) {
        this.script = script;
        this.tokens = SqlTokens.of(script, syntax);
    }

    /**
     * Returns the statements of a script in order, blank and comment-only ones left out, and comments before and behind
     * a statement, too. Knows strings, comments, quoted identifiers, dollar quotes and the bodies of triggers and
     * functions (BEGIN … END).
     *
     * @throws dev.sluice.error.SqlSyntaxException when a string, quoted identifier or comment does not end
     */
    public static List<Statement> split(String script, Syntax syntax) {
        return new SqlScript(script, syntax).split();
    }

    private List<Statement> split() {
        while (tokens.nextSignificant() != TokenType.END) {
            boolean separator = tokens.type() == TokenType.SEMICOLON && !body.holds();
            if (separator) {
                finish();
            } else {
                extend();
            }
        }
        finish();
        return List.copyOf(statements);
    }

    private void extend() {
        if (start < 0) {
            start = tokens.start();
            countLinesTo(start);
        }
        end = tokens.end();
        body.read(tokens);
    }

    private void finish() {
        if (start >= 0) {
            statements.add(new Statement(script.substring(start, end), line));
        }
        start = -1;
        body.reset();
    }

    private void countLinesTo(int offset) {
        while (countedTo < offset) {
            if (Location.endsLine(script, countedTo)) {
                line++;
            }
            countedTo++;
        }
    }
}
