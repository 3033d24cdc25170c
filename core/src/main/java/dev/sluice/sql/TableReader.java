package dev.sluice.sql;

import dev.sluice.sql.Scope.Use;
import dev.sluice.sql.Scope.With;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of a query or a change of rows. It does not parse SQL: it follows the few words behind which tables
 * are named, per level of parentheses and without recursion, and answers "any" wherever it meets what it does not know.
 * Every shortcut errs to the side of more tables.
 */
final class TableReader {

    private final TokenList tokens;
    private final int first;
    private final List<Scope> scopes = new ArrayList<>();
    private final TableFindings found;

    private Scope scope;
    private int depth;

    /** The depth at which the statement itself stands, in parentheses or not. */
    private int mainDepth;

    private @Nullable StatementKind kind;
    private boolean returning;
    private boolean locking;

    /**
     * @param first index of the first token to read
     * @param opening how many parentheses stand before the first word
     */
    TableReader(TokenList tokens, int first, int opening) {
        this.tokens = tokens;
        this.found = new TableFindings(tokens);
        this.first = first;
        this.mainDepth = opening;
        this.scope = new Scope();
        scopes.add(scope);
    }

    StatementInfo read() {
        int i = first;
        while (i < tokens.size()) {
            if (tokens.type(i) == TokenType.SEMICOLON) {
                if (!onlySemicolonsFrom(i)) {
                    return StatementReader.unknown(StatementKind.OTHER);
                }
                break;
            }
            i = step(i);
        }
        if (kind == null || scope.next != Use.NONE) {
            found.doubt();
        }
        StatementKind known = kind == null ? StatementKind.OTHER : kind;
        return new StatementInfo(known, found.reads(), found.writes(), returning, locking);
    }

    private boolean onlySemicolonsFrom(int index) {
        int i = index;
        while (tokens.type(i) == TokenType.SEMICOLON) {
            i++;
        }
        return i == tokens.size();
    }

    /** Reads the token, and those behind it that belong to it; returns the index of the next. */
    private int step(int i) {
        return switch (tokens.type(i)) {
            case OPEN -> open(i);
            case CLOSE -> close(i);
            case COMMA -> comma(i);
            case WORD, QUOTED_IDENTIFIER, STRING -> name(i);
            default -> other(i);
        };
    }

    private int open(int i) {
        if (scope.next == Use.WRITE || scope.next == Use.CHANGE) {
            found.doubt();
        }
        boolean source = scope.next == Use.READ;
        scope.next = Use.NONE;
        Keyword before = tokens.keyword(i - 1);
        boolean body = scope.with == With.BODY && (before == Keyword.AS || before == Keyword.MATERIALIZED);
        if (scope.with == With.BEHIND && depth == mainDepth) {
            mainDepth++;
        }
        scope.distinctOn = before == Keyword.ON && tokens.keyword(i - 2) == Keyword.DISTINCT;
        depth++;
        if (depth == scopes.size()) {
            scopes.add(new Scope());
        }
        scope = scopes.get(depth);
        scope.reset();
        scope.body = body;
        scope.phrase = before == Keyword.EXTRACT
                || before == Keyword.SUBSTRING
                || before == Keyword.TRIM
                || before == Keyword.OVERLAY;
        if (source) {
            scope.beginList(Use.READ);
        }
        return i + 1;
    }

    private int close(int i) {
        if (depth == 0) {
            found.doubt();
            return i + 1;
        }
        if (scope.next != Use.NONE) {
            found.doubt();
        }
        boolean body = scope.body;
        found.hide(scope);
        depth--;
        scope = scopes.get(depth);
        if (body) {
            found.show(scope);
            scope.with = With.BEHIND;
        }
        return i + 1;
    }

    private int comma(int i) {
        if (scope.next != Use.NONE) {
            found.doubt();
        }
        if (scope.with == With.BEHIND) {
            scope.with = With.NAME;
        } else {
            scope.next = scope.list;
        }
        return i + 1;
    }

    private int other(int i) {
        if (scope.next != Use.NONE) {
            scope.next = Use.NONE;
            found.doubt();
        }
        if (tokens.type(i) == TokenType.OTHER && tokens.startsBeyondAscii(i)) {
            found.doubt();
        }
        return i + 1;
    }

    private int name(int i) {
        Keyword keyword = tokens.keyword(i);
        if (scope.with == With.NAME) {
            return cteName(i, keyword);
        }
        boolean beginsQuery = keyword.isVerb() || keyword == Keyword.WITH;
        boolean queryInParentheses = beginsQuery && tokens.type(i - 1) == TokenType.OPEN;
        if (scope.next != Use.NONE && !queryInParentheses) {
            return source(i);
        }
        return keyword == Keyword.NONE ? call(i) : keyword(i, keyword);
    }

    private int cteName(int i, Keyword keyword) {
        if (keyword == Keyword.RECURSIVE && tokens.isName(i + 1) && tokens.keyword(i + 1) != Keyword.AS) {
            scope.recursive = true;
            return i + 1;
        }
        scope.cte = found.cteKey(i);
        scope.with = With.BODY;
        if (scope.recursive) {
            found.show(scope);
        }
        return i + 1;
    }

    /** Reads the name of a table, a CTE or a table function. */
    private int source(int i) {
        Keyword modifier = tokens.keyword(i);
        if (modifier == Keyword.LATERAL && tokens.type(i + 1) == TokenType.OPEN) {
            return i + 1;
        }
        if ((modifier == Keyword.LATERAL || modifier == Keyword.ONLY) && followedByName(i)) {
            found.doubt();
        }
        int last = i;
        while (tokens.type(last + 1) == TokenType.DOT && tokens.isName(last + 2)) {
            last += 2;
        }
        Use use = scope.next;
        scope.next = Use.NONE;
        if (tokens.isUnicodePrefix(last) || tokens.type(last + 1) == TokenType.DOT) {
            found.doubt();
        } else if (use == Use.READ && tokens.type(last + 1) == TokenType.OPEN) {
            return call(last);
        } else {
            found.add(i, last, use);
        }
        return last + 1;
    }

    private boolean followedByName(int i) {
        return tokens.isName(i + 1) || tokens.type(i + 1) == TokenType.OPEN;
    }

    /** A function that is not known may do anything. Behind a closing parenthesis or AS it is an alias or a type. */
    private int call(int i) {
        boolean called = tokens.type(i + 1) == TokenType.OPEN
                && tokens.type(i) != TokenType.STRING
                && (tokens.type(i - 1) != TokenType.CLOSE || scope.distinctOn)
                && tokens.keyword(i - 1) != Keyword.AS
                && !tokens.isCast(i - 1);
        boolean plain = tokens.type(i) == TokenType.WORD && tokens.type(i - 1) != TokenType.DOT;
        if (called && !(plain && PureFunctions.contains(tokens.text(i)))) {
            found.doubt();
        }
        return i + 1;
    }

    private int keyword(int i, Keyword keyword) {
        switch (keyword) {
            case SELECT -> {
                verb(keyword);
                scope.phrase = false;
                scope.endList();
            }
            case VALUES, TABLE -> queryWithoutSelect(i, keyword);
            case WITH -> with(i);
            case INSERT, MERGE, REPLACE, UPSERT -> {
                return into(i, keyword);
            }
            case UPDATE -> {
                return update(i);
            }
            case DELETE -> {
                return delete(i);
            }
            case FROM -> from(i);
            case JOIN -> join();
            case USING -> using(i);
            case INTO -> found.doubtWrites();
            case IN -> in(i);
            case WHERE, GROUP, ORDER, HAVING, LIMIT, UNION, INTERSECT, EXCEPT -> scope.endList();
            case WINDOW -> window(i);
            case RETURNING -> returning();
            default -> {
                return behind(i, keyword, tokens.keyword(i - 1));
            }
        }
        return i + 1;
    }

    /** Words that mean something only behind certain others; elsewhere they are names, perhaps of functions. */
    private int behind(int i, Keyword keyword, Keyword before) {
        if (keyword == Keyword.SHARE && (before == Keyword.FOR || before == Keyword.KEY)) {
            lock(i);
        } else if (keyword == Keyword.CONFLICT && before == Keyword.ON) {
            found.readWhatIsWritten();
        } else if (keyword == Keyword.SET && (before == Keyword.UPDATE || scope.list == Use.CHANGE)) {
            scope.endList();
        } else if (keyword != Keyword.MATERIALIZED || scope.with != With.BODY) {
            return call(i);
        }
        return i + 1;
    }

    private void verb(Keyword keyword) {
        if (kind == null && depth == mainDepth) {
            kind = keyword.kind();
        }
        scope.with = With.NONE;
    }

    /** VALUES may also be an alias in a table list, and TABLE the name of a function. */
    private void queryWithoutSelect(int i, Keyword keyword) {
        verb(keyword);
        if (tokens.type(i - 1) == TokenType.OPEN) {
            scope.endList();
        }
        if (keyword == Keyword.TABLE) {
            scope.next = Use.READ;
        }
    }

    /**
     * WITH begins CTEs only before a name and AS or its columns, and in no table list, where it is an alias or more.
     */
    private void with(int i) {
        if (scope.list != Use.NONE && tokens.type(i - 1) != TokenType.OPEN) {
            return;
        }
        Keyword next = tokens.keyword(i + 1);
        TokenType second = tokens.type(i + 2);
        boolean named = tokens.isName(i + 1) && (second == TokenType.OPEN || tokens.keyword(i + 2) == Keyword.AS);
        if (named || next == Keyword.RECURSIVE) {
            scope.with = With.NAME;
            scope.recursive = false;
        }
        if (tokens.type(i - 1) == TokenType.OPEN) {
            scope.endList();
        }
    }

    private int into(int i, Keyword keyword) {
        int target = tokens.keyword(i + 1) == Keyword.OR ? i + 3 : i + 1;
        boolean into = tokens.keyword(target) == Keyword.INTO;
        if (!into && keyword == Keyword.REPLACE && tokens.type(i + 1) == TokenType.OPEN) {
            return i + 1;
        }
        if (tokens.keyword(i - 1) == Keyword.THEN) {
            return i + 1;
        }
        verb(keyword);
        scope.endList();
        if (!into) {
            found.doubt();
            return i + 1;
        }
        scope.next = keyword == Keyword.MERGE ? Use.CHANGE : Use.WRITE;
        return target + 1;
    }

    private int update(int i) {
        switch (tokens.keyword(i - 1)) {
            case FOR, KEY -> lock(i);
            case DO, THEN, ON -> scope.endList();
            default -> {
                verb(Keyword.UPDATE);
                scope.beginList(Use.CHANGE);
                return tokens.keyword(i + 1) == Keyword.OR ? i + 3 : i + 1;
            }
        }
        return i + 1;
    }

    private int delete(int i) {
        Keyword before = tokens.keyword(i - 1);
        if (before == Keyword.THEN || before == Keyword.ON) {
            return i + 1;
        }
        verb(Keyword.DELETE);
        if (tokens.keyword(i + 1) != Keyword.FROM) {
            found.doubt();
            return i + 1;
        }
        scope.beginList(Use.CHANGE);
        return i + 2;
    }

    private void from(int i) {
        Keyword second = tokens.keyword(i - 2);
        boolean comparison =
                tokens.keyword(i - 1) == Keyword.DISTINCT && (second == Keyword.IS || second == Keyword.NOT);
        if (!comparison && !scope.phrase) {
            scope.beginList(Use.READ);
        }
    }

    private void join() {
        if (scope.list == Use.NONE) {
            found.doubt();
        }
        scope.next = scope.list == Use.CHANGE ? Use.CHANGE : Use.READ;
        scope.list = scope.next;
        scope.joined = true;
    }

    private void using(int i) {
        if (!scope.joined || tokens.type(i + 1) != TokenType.OPEN) {
            scope.beginList(Use.READ);
        }
    }

    /** SQLite reads a table in {@code x IN table}. */
    private void in(int i) {
        if (tokens.isName(i + 1) && !scope.phrase) {
            scope.next = Use.READ;
        }
    }

    /** The names behind OF are aliases of tables that were named before. */
    private void lock(int i) {
        locking = true;
        if (tokens.keyword(i + 1) == Keyword.OF) {
            scope.endList();
        }
    }

    /** SQLite takes WINDOW for an alias, too. */
    private void window(int i) {
        boolean defined = tokens.keyword(i + 2) == Keyword.AS && tokens.type(i + 3) == TokenType.OPEN;
        if (defined && tokens.isName(i + 1)) {
            scope.endList();
        }
    }

    private void returning() {
        returning |= depth == mainDepth && kind != null && kind.isDml();
        scope.endList();
    }
}
