package dev.sluice.sqlite.handle;

import dev.sluice.sqlite.cipher.FileKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;

/** The ciphers of the SQLite library that is on the class path, if it has any. */
public final class Ciphers {

    private Ciphers() {}

    /** True when the library is SQLite3 Multiple Ciphers; of the two jars with the same packages only one has this one. */
    public static boolean available() {
        try {
            Class.forName("org.sqlite.mc.CipherAlgorithm", false, SQLiteConnection.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException withoutCiphers) {
            return false;
        }
    }

    /** Gives an opened connection the key. SQLite reads the file with it from then on, which shows whether it is right. */
    static void unlock(Connection connection, FileKey key) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : key.formatStatements()) {
                statement.execute(sql);
            }
            statement.execute(key.keyStatement());
        } catch (SQLException failure) {
            // Without its text and cause, which might quote the statement.
            String message = "SQLite refused the key for the format " + key.format();
            throw SqliteFailures.of(SqliteFailures.code(failure), "ENC04", message, null, null);
        }
    }
}
