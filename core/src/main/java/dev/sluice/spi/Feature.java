package dev.sluice.spi;

/** In what backends differ visibly; the contract suite and docs/differences.md go by these flags. */
public enum Feature {
    /** Reads proceed beside an open write transaction and see the state before it. */
    SNAPSHOT_READS,
    /** There is only one write transaction at a time, so an independent inner one can never start. */
    SINGLE_WRITER,
    /** DDL is undone by ROLLBACK. */
    TRANSACTIONAL_DDL,
    /** {@code upper()} and {@code lower()} know letters outside ASCII. */
    UNICODE_CASE_MAPPING,
    /** Dividing integers truncates. */
    INTEGER_DIVISION_TRUNCATES,
    /** Dividing by zero is an error rather than null. */
    DIVISION_BY_ZERO_FAILS,
    /** An integer result that does not fit is an error rather than a floating point number. */
    INTEGER_OVERFLOW_FAILS,
    /** {@code varchar(n)} refuses longer text. */
    ENFORCES_TEXT_LENGTH,
    /** A double-quoted name that does not exist is an error rather than a string. */
    DOUBLE_QUOTES_NEVER_STRINGS,
    /** Statements know INSERT, UPDATE and DELETE … RETURNING. */
    RETURNING
}
