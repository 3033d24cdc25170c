package dev.sluice.benchmarks.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Where the database is and how durable its commits are. Every peer opens it with the same pragmas, those that Sluice
 * sets by default.
 *
 * @param path the file
 * @param synchronous {@code normal} or {@code full}
 */
public record DatabaseFile(Path path, String synchronous) {

    /** Page cache of each connection. */
    public static final int CACHE_KIB = 8192;

    private static final int BUSY_TIMEOUT_MILLIS = 60_000;

    /** A source of JDBC connections to the file. */
    public SQLiteDataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(synchronous.toUpperCase(Locale.ROOT)));
        config.setCacheSize(-CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // Deferred transactions that read before they write fail under load; whoever uses JDBC learns to say this.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        return source;
    }

    /** A JDBC connection to the file. */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }
}
