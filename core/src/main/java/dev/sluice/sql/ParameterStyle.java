package dev.sluice.sql;

/** Which kind of parameters a statement uses; kinds are never mixed. */
public enum ParameterStyle {
    /** No parameters. */
    NONE,
    /** {@code ?}, or with {@link Markers#NATIVE} numbers, which may repeat; bound by zero-based index. */
    POSITIONAL,
    /** {@code :name}, bound by name; a name may repeat. */
    NAMED
}
