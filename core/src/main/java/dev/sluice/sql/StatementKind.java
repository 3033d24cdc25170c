package dev.sluice.sql;

/** What a statement does, as far as its text tells. */
public enum StatementKind {
    /** SELECT, VALUES, TABLE, WITH … SELECT: reads only, unless it calls a function that writes. */
    SELECT,
    /** INSERT, including INSERT … ON CONFLICT and SQLite's INSERT OR …. */
    INSERT,
    /** UPDATE. */
    UPDATE,
    /** DELETE. */
    DELETE,
    /** REPLACE (SQLite), MERGE, or UPSERT (CockroachDB). */
    REPLACE,
    /** CREATE, ALTER, DROP, TRUNCATE, REINDEX, COMMENT, GRANT and the like. */
    DDL,
    /** BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE. */
    TRANSACTION,
    /** PRAGMA (SQLite), SET, SHOW, RESET. */
    SESSION,
    /** EXPLAIN. */
    EXPLAIN,
    /** Everything else: VACUUM, ANALYZE, ATTACH, CALL, COPY, …. */
    OTHER;

    /** True for INSERT, UPDATE, DELETE and REPLACE. */
    public boolean isDml() {
        return this == INSERT || this == UPDATE || this == DELETE || this == REPLACE;
    }

    /** True for what changes rows or the schema. */
    public boolean changesDatabase() {
        return isDml() || this == DDL;
    }
}
