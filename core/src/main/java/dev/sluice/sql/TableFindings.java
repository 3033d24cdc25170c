package dev.sluice.sql;

import dev.sluice.sql.Scope.Use;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What {@link TableReader} has found so far: tables, doubts, and the CTEs that hide tables of their name. */
final class TableFindings {

    private final TokenList tokens;
    private final Map<String, Integer> visibleCtes = new HashMap<>();
    private final Set<String> reads = new HashSet<>();
    private final Set<String> writes = new HashSet<>();
    private boolean anyRead;
    private boolean anyWrite;

    TableFindings(TokenList tokens) {
        this.tokens = tokens;
    }

    Tables reads() {
        return anyRead ? Tables.ANY : Tables.of(reads);
    }

    Tables writes() {
        return anyWrite ? Tables.ANY : Tables.of(writes);
    }

    /** The text cannot tell what is read or written. */
    void doubt() {
        anyRead = true;
        anyWrite = true;
    }

    /** The text cannot tell what is written. */
    void doubtWrites() {
        anyWrite = true;
    }

    /** Takes a table's name that begins with one token and ends with another, unless it is a CTE's. */
    void add(int firstPart, int lastPart, Use use) {
        boolean mayBeCte = use == Use.READ && firstPart == lastPart;
        if (mayBeCte && visibleCtes.getOrDefault(cteKey(lastPart), 0) > 0) {
            return;
        }
        String table = tokens.name(lastPart).toLowerCase(Locale.ROOT);
        if (use != Use.WRITE) {
            reads.add(table);
        }
        if (use != Use.READ) {
            writes.add(table);
        }
    }

    /** An upsert looks for the rows it may update. */
    void readWhatIsWritten() {
        reads.addAll(writes);
    }

    /** Only a name written in the same form is surely the same name on every backend. */
    String cteKey(int token) {
        boolean word = tokens.type(token) == TokenType.WORD;
        return word ? tokens.text(token).toLowerCase(Locale.ROOT) : '"' + tokens.name(token);
    }

    /** From now on this CTE hides tables of its name. */
    void show(Scope scope) {
        scope.define(scope.cte);
        visibleCtes.merge(scope.cte, 1, Integer::sum);
    }

    /** The CTEs of this scope end with it. */
    void hide(Scope scope) {
        scope.ctes().forEach(name -> visibleCtes.merge(name, -1, Integer::sum));
    }
}
