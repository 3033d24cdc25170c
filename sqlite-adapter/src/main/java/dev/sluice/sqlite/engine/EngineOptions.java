package dev.sluice.sqlite.engine;

import java.time.Duration;

/**
 * Everything that decides how an engine works; two openings of one database must agree on it.
 *
 * @param readOnly open for reading only
 * @param create create a missing file
 * @param journalMode SQLite's journal mode, such as {@code WAL}
 * @param synchronous SQLite's synchronous level, such as {@code FULL}
 * @param foreignKeys enforce foreign keys
 * @param trustedSchema let triggers and views call any function
 * @param caseSensitiveLike let LIKE tell upper from lower case
 * @param cacheSize page cache of each connection, in bytes
 * @param mmapSize bytes of the file to map into memory; 0 maps nothing
 * @param tempStore where temporary tables live
 * @param statementCacheSize prepared statements kept by each connection
 * @param readers reading threads
 * @param maxOpenCursors connections that cursors without demand and read-only transactions may hold
 * @param maxBufferedRows rows kept on the heap for one result
 * @param maxQueue units that may wait for the writer, and for the readers
 * @param acquireTimeout how long a unit waits in a queue
 * @param fetchChunk rows read before they are handed over
 * @param groupMaxStatements statements sharing one COMMIT
 * @param groupMaxDuration how long a group takes up further statements
 * @param maxSnapshotAge how long a cursor may stay parked
 * @param idleInTransactionTimeout how long a transaction may stay without a statement; zero means no limit
 * @param checkpointSize size of the WAL, in bytes, from which it is copied back
 * @param checkpointInterval time after which the WAL is copied back when there were commits; zero means by size only
 * @param autoVacuum SQLite's auto_vacuum of a file that is created
 * @param cipher the format of the file when there is a key, such as {@code SQLCIPHER4}
 */
public record EngineOptions(
        boolean readOnly,
        boolean create,
        String journalMode,
        String synchronous,
        boolean foreignKeys,
        boolean trustedSchema,
        boolean caseSensitiveLike,
        long cacheSize,
        long mmapSize,
        String tempStore,
        int statementCacheSize,
        int readers,
        int maxOpenCursors,
        int maxBufferedRows,
        int maxQueue,
        Duration acquireTimeout,
        int fetchChunk,
        int groupMaxStatements,
        Duration groupMaxDuration,
        Duration maxSnapshotAge,
        Duration idleInTransactionTimeout,
        long checkpointSize,
        Duration checkpointInterval,
        String autoVacuum,
        String cipher) {}
