package dev.sluice.sqlite.engine;

/** How statements outside a transaction are committed. */
public enum CommitMode {
    /** Together with other plain writes, by one COMMIT. */
    GROUPED,
    /** By a COMMIT of their own. */
    ALONE,
    /** Not at all: the one statement must not stand in a transaction, or needs none. */
    BARE
}
