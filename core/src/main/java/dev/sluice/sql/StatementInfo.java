package dev.sluice.sql;

/**
 * What a statement's text tells about it.
 *
 * @param kind what it does
 * @param reads tables it reads
 * @param writes tables it writes; {@link Tables#ANY} where the text cannot tell
 * @param returning whether a write returns rows (RETURNING)
 */
public record StatementInfo(StatementKind kind, Tables reads, Tables writes, boolean returning) {

    /** True when the text shows that it only reads. Doubt counts as a write. */
    public boolean isReadOnly() {
        return kind == StatementKind.SELECT && writes.equals(Tables.NONE);
    }
}
