package dev.sluice.sqlite.handle;

import dev.sluice.sqlite.cipher.CipherFormat;
import dev.sluice.sqlite.cipher.FileKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Finds out through SQLite whether a key opens a file, and changes nothing. A connection that may write and has the wrong
 * key must never be opened: when it closes as the last one it copies the write-ahead log into the file under that key,
 * and before its first read it takes a rollback journal that it cannot read for stale.
 */
public final class FileProbe {

    private final String location;

    private FileProbe(String location) {
        this.location = location;
    }

    /** Looks at the file alone: no locks, no log, no journal. What another process is writing may be seen half written. */
    public static FileProbe ofFile(String uri) {
        return new FileProbe(uri + "?immutable=1");
    }

    /** Looks at the file and its log as a reader does. Fails while another process has it locked; rolls nothing back. */
    public static FileProbe asReader(String uri) {
        return new FileProbe(uri);
    }

    /**
     * True when the first page is a database's.
     *
     * @param key null to read it as plain
     */
    public boolean opens(@Nullable FileKey key) {
        try (UnreadConnection connection = open()) {
            if (key != null) {
                Ciphers.unlock(connection, key);
            }
            ask(connection, "PRAGMA schema_version");
            return true;
        } catch (SQLException failure) {
            int code = SqliteFailures.code(failure) & 0xff;
            // Read-only is the answer when a journal would have to be rolled back, which only the right key may do.
            if (code == ResultCode.NOTADB || code == ResultCode.READONLY) {
                return false;
            }
            throw SqliteFailures.of(failure);
        }
    }

    /** The salt at the beginning of the file. */
    public byte[] salt(CipherFormat format) {
        try (UnreadConnection connection = open();
                FileKey blank = format.blank()) {
            Ciphers.unlock(connection, blank);
            return HexFormat.of()
                    .parseHex(String.valueOf(ask(connection, "SELECT sqlite3mc_codec_data('cipher_salt')")));
        } catch (SQLException failure) {
            throw SqliteFailures.of(failure);
        }
    }

    private UnreadConnection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.enableLoadExtension(false);
        return new UnreadConnection(location, config.toProperties());
    }

    private static @Nullable String ask(UnreadConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
