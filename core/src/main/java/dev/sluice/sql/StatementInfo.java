package dev.sluice.sql;

/**
 * What a statement's text tells about it. Names are those in the text: views, triggers, cascading foreign keys and the
 * like reach tables that only a schema can tell.
 *
 * <p>A schema's name is dropped, so that tables of one name in two schemas count as one. What UPDATE, DELETE and MERGE
 * change counts as read, too. Functions that are not known to be harmless may read and write anything.
 *
 * @param kind what it does
 * @param reads tables it reads; {@link Tables#ANY} where the text cannot tell
 * @param writes tables it writes; {@link Tables#ANY} where the text cannot tell
 * @param returning whether a write returns rows (RETURNING)
 * @param locking whether a read locks its rows (FOR UPDATE, FOR SHARE)
 */
public record StatementInfo(StatementKind kind, Tables reads, Tables writes, boolean returning, boolean locking) {

    /**
     * Tells what a text tells, whatever its parameters look like.
     *
     * @throws dev.sluice.error.SqlSyntaxException when a string, quoted identifier or comment does not end
     */
    public static StatementInfo of(String sql, Syntax syntax) {
        return StatementReader.read(TokenList.read(sql, syntax));
    }

    /** True when the text shows that it only reads and locks nothing. Doubt counts as a write. */
    public boolean isReadOnly() {
        boolean query = kind == StatementKind.SELECT || kind == StatementKind.EXPLAIN;
        return query && !locking && writes.equals(Tables.NONE);
    }
}
