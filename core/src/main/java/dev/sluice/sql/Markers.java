package dev.sluice.sql;

/** Which spellings of parameters a statement may use. */
public enum Markers {
    /** {@code ?} and {@code :name}, which mean the same on every backend. */
    PORTABLE,
    /**
     * Also what the syntax itself knows, for a driver that takes statements from other libraries: {@code ?1}, {@code $1},
     * {@code @1} and {@code :1} are the value with that number, from 1; {@code $name} and {@code @name} are {@code :name}.
     */
    NATIVE
}
