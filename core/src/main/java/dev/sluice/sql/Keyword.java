package dev.sluice.sql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The words that steer the reading of a statement. */
enum Keyword {
    /** Any other word. */
    NONE,

    SELECT(StatementKind.SELECT),
    VALUES(StatementKind.SELECT),
    TABLE(StatementKind.SELECT),
    INSERT(StatementKind.INSERT),
    UPDATE(StatementKind.UPDATE),
    DELETE(StatementKind.DELETE),
    REPLACE(StatementKind.REPLACE),
    MERGE(StatementKind.REPLACE),
    UPSERT(StatementKind.REPLACE),
    EXPLAIN(StatementKind.EXPLAIN),

    CREATE(StatementKind.DDL),
    ALTER(StatementKind.DDL),
    DROP(StatementKind.DDL),
    TRUNCATE(StatementKind.DDL),
    REINDEX(StatementKind.DDL),
    REFRESH(StatementKind.DDL),
    COMMENT(StatementKind.DDL),
    GRANT(StatementKind.DDL),
    REVOKE(StatementKind.DDL),

    BEGIN(StatementKind.TRANSACTION),
    START(StatementKind.TRANSACTION),
    COMMIT(StatementKind.TRANSACTION),
    END(StatementKind.TRANSACTION),
    ROLLBACK(StatementKind.TRANSACTION),
    ABORT(StatementKind.TRANSACTION),
    SAVEPOINT(StatementKind.TRANSACTION),
    RELEASE(StatementKind.TRANSACTION),

    PRAGMA(StatementKind.SESSION),
    SET(StatementKind.SESSION),
    SHOW(StatementKind.SESSION),
    RESET(StatementKind.SESSION),

    WITH,
    RECURSIVE,
    AS,
    NOT,
    MATERIALIZED,
    FROM,
    JOIN,
    USING,
    INTO,
    ON,
    IN,
    OR,
    IS,
    DO,
    THEN,
    DISTINCT,
    WHERE,
    GROUP,
    ORDER,
    HAVING,
    LIMIT,
    UNION,
    INTERSECT,
    EXCEPT,
    WINDOW,
    RETURNING,
    CONFLICT,
    FOR,
    OF,
    NO,
    KEY,
    SHARE,
    ONLY,
    LATERAL,
    EXTRACT,
    SUBSTRING,
    TRIM,
    OVERLAY,
    ANALYZE,
    ANALYSE,
    TRIGGER,
    FUNCTION,
    PROCEDURE,
    TEMP,
    TEMPORARY,
    CONSTRAINT,
    ATOMIC;

    private static final int LONGEST = 12;
    private static final int SLOTS = 512;
    private static final Keyword[] TABLE_BY_HASH = tableByHash();

    private final @Nullable StatementKind kind;

    Keyword() {
        this.kind = null;
    }

    Keyword(StatementKind kind) {
        this.kind = kind;
    }

    /** The kind of the statement that begins with this word, or null when none does. */
    @Nullable
    StatementKind kind() {
        return kind;
    }

    /** True for the words that begin a query or a change of rows, wherever they stand. */
    boolean isVerb() {
        return kind == StatementKind.SELECT || kind != null && kind.isDml();
    }

    /** Finds the word that is this piece of text, without regard to ASCII case and without copying it. */
    static Keyword of(CharSequence text, int start, int end) {
        if (end - start > LONGEST) {
            return NONE;
        }
        int slot = hash(text, start, end);
        while (TABLE_BY_HASH[slot] != NONE && !TABLE_BY_HASH[slot].matches(text, start, end)) {
            slot = (slot + 1) % SLOTS;
        }
        return TABLE_BY_HASH[slot];
    }

    private boolean matches(CharSequence text, int start, int end) {
        String name = name();
        if (name.length() != end - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (fold(text.charAt(start + i)) != fold(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(CharSequence text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + fold(text.charAt(i));
        }
        return (hash ^ hash >>> 9) & (SLOTS - 1);
    }

    /** Keyword names are letters only, and no other character becomes a lower-case letter by this bit. */
    private static int fold(char c) {
        return c | 0x20;
    }

    private static Keyword[] tableByHash() {
        var table = new Keyword[SLOTS];
        Arrays.fill(table, NONE);
        for (Keyword keyword : values()) {
            if (keyword != NONE) {
                int slot = hash(keyword.name(), 0, keyword.name().length());
                while (table[slot] != NONE) {
                    slot = (slot + 1) % SLOTS;
                }
                table[slot] = keyword;
            }
        }
        return table;
    }
}
