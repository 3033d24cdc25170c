package dev.sluice;

/** Stub. */
public final class DatabaseOptions {
    private DatabaseOptions() {}
    /** Stub. */
    public static DatabaseOptions of(String url) { throw new UnsupportedOperationException(); }
    /** Stub. */
    public static DatabaseOptions defaults() { throw new UnsupportedOperationException(); }
}
