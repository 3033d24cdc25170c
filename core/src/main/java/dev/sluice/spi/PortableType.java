package dev.sluice.spi;

/** Column types that mean the same on every backend; a {@link Dialect} spells them. */
public enum PortableType {
    /** Text of any length, compared by code point. */
    TEXT,
    /** 64-bit integer. */
    INTEGER,
    /** 64-bit floating point. */
    DOUBLE,
    /** Exact decimal number, also when summed and ordered. */
    DECIMAL,
    /** true or false. */
    BOOLEAN,
    /** Bytes. */
    BYTES,
    /** 128-bit UUID. */
    UUID,
    /** An instant, in microseconds. */
    TIMESTAMP,
    /** Date and time without a zone, in microseconds. */
    LOCAL_TIMESTAMP,
    /** Date without time. */
    DATE,
    /** JSON document. */
    JSON,
    /** 64-bit integer that the database assigns, as primary key. */
    IDENTITY
}
