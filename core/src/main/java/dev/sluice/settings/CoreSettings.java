package dev.sluice.settings;

import java.time.Duration;
import java.util.List;

/**
 * The settings that mean the same on every backend. Backends use these constants and do not declare such a setting again.
 */
public final class CoreSettings {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    /** Which database. */
    public static final Setting<DatabaseUrl> URL = Setting.url("url")
            .alias("db_url")
            .alias(
                    "database.path",
                    "a file's path",
                    path -> DatabaseUrl.ofFile(path).toString())
            .alias("DB_PATH", "a file's path", path -> DatabaseUrl.ofFile(path).toString())
            .unsetMeans("required")
            .describedAs("The database: driver, hosts or path, and parameters, each of which is a setting.");

    /** How long one statement may run. */
    public static final Setting<Duration> STATEMENT_TIMEOUT = Setting.duration("statementTimeout")
            .range(Duration.ZERO, DAY)
            .defaultsTo(Duration.ofSeconds(30))
            .alias("database.query_timeout", "db_statement_timeout", "DB_QUERY_TIMEOUT")
            .describedAs("How long one statement may run before it is stopped; zero disables.");

    /** How long one transaction may take with all its attempts. */
    public static final Setting<Duration> TRANSACTION_TIMEOUT = Setting.duration("transactionTimeout")
            .range(Duration.ofMillis(1), DAY)
            .defaultsTo(Duration.ofSeconds(30))
            .describedAs(
                    "The deadline of a transaction: waiting for a connection, every attempt and every backoff together.");

    /** How often a transaction is attempted. */
    public static final Setting<Integer> RETRY_ATTEMPTS = Setting.integer("retryAttempts")
            .range(1, 100)
            .defaultsTo(10)
            .describedAs(
                    "How often a transaction is attempted in all when the database asks to run it again; 1 never retries.");

    /** The first backoff's upper bound. */
    public static final Setting<Duration> RETRY_BACKOFF_MIN = Setting.duration("retryBackoffMin")
            .range(Duration.ofMillis(1), Duration.ofSeconds(60))
            .defaultsTo(Duration.ofMillis(10))
            .describedAs("The upper bound of the first random backoff between attempts; it doubles with each attempt.");

    /** The last backoff's upper bound. */
    public static final Setting<Duration> RETRY_BACKOFF_MAX = Setting.duration("retryBackoffMax")
            .range(Duration.ofMillis(1), Duration.ofSeconds(60))
            .defaultsTo(Duration.ofSeconds(1))
            .describedAs("What the upper bound of the backoff never exceeds; at least retryBackoffMin.");

    /** Retries per commit. */
    public static final Setting<Double> RETRY_BUDGET_RATIO = Setting.decimal("retryBudgetRatio")
            .range(0.0, 1.0)
            .defaultsTo(0.2)
            .describedAs("How many retries each commit allows, over the whole Database; prevents retry storms.");

    /** Retries per second. */
    public static final Setting<Double> RETRY_BUDGET_PER_SECOND = Setting.decimal("retryBudgetPerSecond")
            .range(0.0, 10_000.0)
            .defaultsTo(10.0)
            .describedAs("How many retries each second allows on top of retryBudgetRatio.");

    /** How long to wait for a connection. */
    public static final Setting<Duration> ACQUIRE_TIMEOUT = Setting.duration("acquireTimeout")
            .range(Duration.ofSeconds(1), Duration.ofSeconds(300))
            .defaultsTo(Duration.ofSeconds(30))
            .alias("db.pool.acquire_timeout", "database.timeout")
            .describedAs(
                    "How long a caller waits for a connection, or for the writer's turn on SQLite, before it fails.");

    /** How long a transaction may do nothing. */
    public static final Setting<Duration> IDLE_IN_TRANSACTION_TIMEOUT = Setting.duration("idleInTransactionTimeout")
            .range(Duration.ZERO, DAY)
            .defaultsTo(Duration.ofSeconds(30))
            .describedAs(
                    "How long an open transaction may wait for its next statement before it is rolled back; zero disables.");

    /** How often a connection is attempted. */
    public static final Setting<Integer> CONNECT_ATTEMPTS = Setting.integer("connectAttempts")
            .range(1, 10)
            .defaultsTo(3)
            .alias("db.retry.max_attempts")
            .describedAs("How often reaching the database is attempted in all before a connection fails.");

    /** How long to wait between these attempts. */
    public static final Setting<Duration> CONNECT_DELAY = Setting.duration("connectDelay")
            .range(TENTH, Duration.ofSeconds(60))
            .defaultsTo(Duration.ofMillis(500))
            .alias("db.retry.delay")
            .describedAs("How long to wait between two attempts to reach the database.");

    /** How long one of these attempts may take. */
    public static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("connectTimeout")
            .range(TENTH, Duration.ofSeconds(300))
            .defaultsTo(Duration.ofSeconds(10))
            .alias("db_connection_timeout")
            .describedAs("How long one attempt to reach the database may take.");

    /** How many connections are kept open. */
    public static final Setting<Integer> MIN_CONNECTIONS = Setting.integer("minConnections")
            .range(0, 10)
            .defaultsTo(1)
            .alias("db.pool.min_size", "db_min_connections")
            .describedAs(
                    "How many physical connections are kept open when nothing happens; zero opens them on demand.");

    /** How many connections there may be. */
    public static final Setting<Integer> MAX_CONNECTIONS = Setting.integer("maxConnections")
            .range(1, 100)
            .unsetMeans("the backend's own")
            .alias("db.pool.max_size", "database.connection_pool_size", "database.max_connections")
            .alias("db_max_connections", "DB_CONNECTION_POOL_SIZE")
            .describedAs(
                    "How many physical connections there may be; on SQLite one of them writes and the others read.");

    /** Rows per statement of a bulk write. */
    public static final Setting<Integer> BULK_CHUNK_SIZE = Setting.integer("bulkChunkSize")
            .range(1, 100_000)
            .defaultsTo(1_000)
            .describedAs(
                    "How many rows a bulk write sends at once; the backend's limit of parameters is kept as well.");

    /** Statement texts remembered. */
    public static final Setting<Integer> PARSED_STATEMENT_CACHE_SIZE = Setting.integer("parsedStatementCacheSize")
            .range(0, 65_536)
            .defaultsTo(512)
            .describedAs("How many statement texts stay parsed in memory; zero parses each time.");

    /** When a statement is slow. */
    public static final Setting<Duration> SLOW_QUERY_THRESHOLD = Setting.duration("slowQueryThreshold")
            .range(Duration.ofMillis(1), DAY)
            .unsetMeans("off")
            .describedAs("Statements that take longer are logged with their text and tag, never with values.");

    /** When something is held for too long. */
    public static final Setting<Duration> LEAK_DETECTION_THRESHOLD = Setting.duration("leakDetectionThreshold")
            .range(Duration.ZERO, DAY)
            .defaultsTo(Duration.ZERO)
            .describedAs("A transaction or lent connection that is held longer is logged as a warning with the place in"
                    + " the program that opened it; zero is off. When on, it costs a stack trace for each of them.");

    /** Whether each statement is logged. */
    public static final Setting<Boolean> SQL_ECHO = Setting.flag("sqlEcho")
            .defaultsTo(false)
            .describedAs("Logs the text of every statement, never its values.");

    /** How long close waits. */
    public static final Setting<Duration> CLOSE_TIMEOUT = Setting.duration("closeTimeout")
            .range(Duration.ZERO, Duration.ofHours(1))
            .defaultsTo(Duration.ofSeconds(30))
            .describedAs(
                    "How long closing waits for what is running before it is ended and rolled back; zero does not wait.");

    /** Whether the driver's errors are hidden. */
    public static final Setting<Boolean> REDACT_CAUSES = Setting.flag("redactCauses")
            .defaultsTo(false)
            .describedAs(
                    "Replaces a driver's error by its SQLSTATE, constraint and stack, because servers quote values in theirs.");

    private static final List<Setting<?>> ALL = List.of(
            URL,
            STATEMENT_TIMEOUT,
            TRANSACTION_TIMEOUT,
            IDLE_IN_TRANSACTION_TIMEOUT,
            RETRY_ATTEMPTS,
            RETRY_BACKOFF_MIN,
            RETRY_BACKOFF_MAX,
            RETRY_BUDGET_RATIO,
            RETRY_BUDGET_PER_SECOND,
            CONNECT_ATTEMPTS,
            CONNECT_DELAY,
            CONNECT_TIMEOUT,
            ACQUIRE_TIMEOUT,
            MIN_CONNECTIONS,
            MAX_CONNECTIONS,
            BULK_CHUNK_SIZE,
            PARSED_STATEMENT_CACHE_SIZE,
            SLOW_QUERY_THRESHOLD,
            LEAK_DETECTION_THRESHOLD,
            SQL_ECHO,
            CLOSE_TIMEOUT,
            REDACT_CAUSES);

    private CoreSettings() {}

    /** All of them, in the order of the reference. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
