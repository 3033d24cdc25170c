package dev.sluice.sqlite;

import dev.sluice.sqlite.handle.Ciphers;

/** What can be done with encrypted files beside opening them. */
public final class SqliteEncryption {

    private SqliteEncryption() {}

    /** True when the SQLite library on the class path has ciphers: {@code io.github.willena:sqlite-jdbc}. */
    public static boolean available() {
        return Ciphers.available();
    }
}
