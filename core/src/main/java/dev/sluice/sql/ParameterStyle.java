package dev.sluice.sql;

/** Which kind of parameters a statement uses; the two are never mixed. */
public enum ParameterStyle {
    /** No parameters. */
    NONE,
    /** {@code ?}, bound by zero-based index. */
    POSITIONAL,
    /** {@code :name}, bound by name; a name may repeat. */
    NAMED
}
