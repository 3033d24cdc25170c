package dev.sluice.sqlite;

import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.settings.Setting;
import dev.sluice.settings.Settings;
import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.engine.DatabaseLocation;
import dev.sluice.sqlite.engine.EngineOptions;
import dev.sluice.sqlite.engine.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Which database, and how it is opened. Immutable.
 *
 * <pre>{@code
 * var options = SqliteOptions.file(Path.of("app.db")).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL);
 * var factory = new SqliteConnectionFactory(options);
 * }</pre>
 */
public final class SqliteOptions {

    private static final Duration DAY = Duration.ofDays(1);

    /** Reading threads. */
    public static final Setting<Integer> READERS = Setting.integer("readers")
            .range(1, 64)
            .unsetMeans("maxConnections - 1, else one per core, at most 8")
            .describedAs("How many threads read at once; more than there are cores makes reads slower.");

    /** Connections out of service. */
    public static final Setting<Integer> MAX_OPEN_CURSORS = Setting.integer("maxOpenCursors")
            .range(1, 1_000)
            .defaultsTo(32)
            .describedAs("How many connections results that nobody reads on, and read-only transactions, may hold."
                    + " Beyond it results are read to the heap and transactions wait.");

    /** Rows on the heap. */
    public static final Setting<Integer> MAX_BUFFERED_ROWS = Setting.integer("maxBufferedRows")
            .range(1, 100_000_000)
            .defaultsTo(100_000)
            .describedAs(
                    "How many rows of one result may be kept on the heap: those RETURNING gives, and those of a result"
                            + " whose connection is wanted for something else. A result that needs more fails.");

    /** Units that may wait. */
    public static final Setting<Integer> MAX_QUEUE = Setting.integer("maxQueue")
            .range(1, 10_000_000)
            .defaultsTo(100_000)
            .describedAs(
                    "How many statements and transactions may wait for the writer, and as many for the readers; more"
                            + " are refused at once.");

    /** The journal. */
    public static final Setting<JournalMode> JOURNAL_MODE = Setting.choice("journalMode", JournalMode.class)
            .defaultsTo(JournalMode.WAL)
            .alias("database.journal_mode")
            .alias("database.wal_mode", "true is wal, false is delete", OlderNotation::journalMode)
            .describedAs("How a transaction is protected on disk. Without wal, reads wait for open transactions.");

    /** Durability. */
    public static final Setting<Synchronous> SYNCHRONOUS = Setting.choice("synchronous", Synchronous.class)
            .defaultsTo(Synchronous.FULL)
            .alias("database.synchronous", "database.synchronous_mode")
            .describedAs(
                    "What survives: full = every acknowledged write survives loss of power; normal = loss of power may"
                            + " take the last ones.");

    /** Waiting for other processes. */
    public static final Setting<Duration> LOCK_WAIT_TIMEOUT = Setting.duration("lockWaitTimeout")
            .range(Duration.ZERO, DAY)
            .defaultsTo(Duration.ofSeconds(5))
            .describedAs("How long a write waits for the lock of another process on the file; zero does not wait.");

    /** Page cache. */
    public static final Setting<Long> CACHE_SIZE = Setting.bytes("cacheSize")
            .range(16L << 10, 16L << 30)
            .defaultsTo(8L << 20)
            .alias("database.cache_size", OlderNotation.CACHE_SIZE_READING, OlderNotation::cacheSize)
            .describedAs("The page cache of each connection.");

    /** Memory map. */
    public static final Setting<Long> MMAP_SIZE = Setting.bytes("mmapSize")
            .range(0L, 1L << 40)
            .defaultsTo(0L)
            .describedAs("How much of the file is mapped into memory; zero maps nothing.");

    /** Temporary tables. */
    public static final Setting<TempStore> TEMP_STORE = Setting.choice("tempStore", TempStore.class)
            .defaultsTo(TempStore.MEMORY)
            .alias("database.temp_store")
            .describedAs("Where SQLite keeps temporary tables and indexes of its own.");

    /** Foreign keys. */
    public static final Setting<Boolean> FOREIGN_KEYS =
            Setting.flag("foreignKeys").defaultsTo(true).describedAs("Enforces foreign keys on every connection.");

    /** Case in LIKE. */
    public static final Setting<Boolean> CASE_SENSITIVE_LIKE = Setting.flag("caseSensitiveLike")
            .defaultsTo(true)
            .describedAs("LIKE tells upper from lower case, as on other databases. SQLite's own LIKE does not for ASCII"
                    + " letters; turn this off for a file whose indexes or CHECKs rely on that.");

    /** Trust in the schema. */
    public static final Setting<Boolean> TRUSTED_SCHEMA = Setting.flag("trustedSchema")
            .defaultsTo(true)
            .describedAs("Lets triggers and views call any function. Turn it off for files of strangers.");

    /** Reading only. */
    public static final Setting<Boolean> READ_ONLY =
            Setting.flag("readOnly").defaultsTo(false).describedAs("Opens the file for reading only; writes fail.");

    /** Creating the file. */
    public static final Setting<Boolean> CREATE = Setting.flag("create")
            .defaultsTo(true)
            .describedAs("Creates the file when it is missing; its folder must exist.");

    /** Prepared statements. */
    public static final Setting<Integer> STATEMENT_CACHE_SIZE = Setting.integer("statementCacheSize")
            .range(0, 10_000)
            .defaultsTo(256)
            .describedAs("How many prepared statements each connection keeps; the least recently used goes first.");

    /** Rows per hand-over. */
    public static final Setting<Integer> FETCH_CHUNK = Setting.integer("fetchChunk")
            .range(1, 100_000)
            .defaultsTo(256)
            .describedAs(
                    "How many rows are read before they are handed over. A result that fits is read whole before its"
                            + " first row is seen, and holds nothing then.");

    /** Group commit by count. */
    public static final Setting<Integer> GROUP_MAX_STATEMENTS = Setting.integer("groupMaxStatements")
            .range(1, 100_000)
            .defaultsTo(256)
            .describedAs("How many waiting writes share one commit; 1 commits each by itself.");

    /** Group commit by time. */
    public static final Setting<Duration> GROUP_MAX_DURATION = Setting.duration("groupMaxDuration")
            .range(Duration.ZERO, Duration.ofSeconds(10))
            .defaultsTo(Duration.ofMillis(5))
            .describedAs("How long a shared commit takes up further waiting writes.");

    /** Age of snapshots. */
    public static final Setting<Duration> MAX_SNAPSHOT_AGE = Setting.duration("maxSnapshotAge")
            .range(Duration.ofMillis(100), DAY)
            .defaultsTo(Duration.ofSeconds(60))
            .describedAs("How old the snapshot of a result that nobody reads on may become before the result fails; old"
                    + " snapshots keep the write-ahead log from shrinking.");

    /** Checkpoints by size. */
    public static final Setting<Long> CHECKPOINT_SIZE = Setting.bytes("checkpointSize")
            .range(64L << 10, 16L << 30)
            .defaultsTo(16L << 20)
            .describedAs("The size of the write-ahead log from which it is copied back into the database.");

    /** Checkpoints by time. */
    public static final Setting<Duration> CHECKPOINT_INTERVAL = Setting.duration("checkpointInterval")
            .range(Duration.ZERO, DAY)
            .defaultsTo(Duration.ofMinutes(5))
            .alias("database.checkpoint_interval", "DB_CHECKPOINT_INTERVAL")
            .describedAs(
                    "How long commits stay in the write-ahead log before they are copied back, however small it is;"
                            + " zero goes by checkpointSize alone.");

    /** Free pages. */
    public static final Setting<AutoVacuum> AUTO_VACUUM = Setting.choice("autoVacuum", AutoVacuum.class)
            .defaultsTo(AutoVacuum.NONE)
            .alias("database.auto_vacuum", "true is full, false is none", OlderNotation::autoVacuum)
            .alias("DB_AUTO_VACUUM", "true is full, false is none", OlderNotation::autoVacuum)
            .describedAs("What becomes of free pages of a file that is created; an existing file keeps what it has.");

    /** Format of encrypted files. */
    public static final Setting<Cipher> CIPHER = Setting.choice("cipher", Cipher.class)
            .defaultsTo(Cipher.SQLCIPHER4)
            .describedAs(
                    "The format of the file when it is opened with a key; without one it means nothing. aes256cbc is"
                            + " for existing files: it does not notice when a file was tampered with.");

    private static final PresetDefaults PRESETS = PresetDefaults.standard();

    /** Other defaults for a kind of load; see {@link Preset}. */
    public static final Setting<Preset> PRESET = Setting.choice("preset", Preset.class)
            .defaultsTo(Preset.BALANCED)
            .alias("database.profile", OlderNotation.PROFILE_READING, OlderNotation::profile)
            .describedAs("Other defaults for settings that are not set; none of them changes what survives a crash. "
                    + PRESETS.describe() + ".");

    private static final List<Setting<?>> ALL = List.of(
            PRESET,
            JOURNAL_MODE,
            SYNCHRONOUS,
            FOREIGN_KEYS,
            READ_ONLY,
            CREATE,
            TRUSTED_SCHEMA,
            CASE_SENSITIVE_LIKE,
            READERS,
            MAX_OPEN_CURSORS,
            MAX_BUFFERED_ROWS,
            MAX_QUEUE,
            FETCH_CHUNK,
            GROUP_MAX_STATEMENTS,
            GROUP_MAX_DURATION,
            LOCK_WAIT_TIMEOUT,
            MAX_SNAPSHOT_AGE,
            CHECKPOINT_SIZE,
            CHECKPOINT_INTERVAL,
            AUTO_VACUUM,
            CACHE_SIZE,
            MMAP_SIZE,
            TEMP_STORE,
            STATEMENT_CACHE_SIZE,
            CIPHER);

    /** Settings of every backend that mean something here. */
    private static final List<Setting<?>> SHARED = List.of(
            CoreSettings.STATEMENT_TIMEOUT,
            CoreSettings.ACQUIRE_TIMEOUT,
            CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT,
            CoreSettings.MAX_CONNECTIONS,
            CoreSettings.LEAK_DETECTION_THRESHOLD,
            CoreSettings.CLOSE_TIMEOUT);

    private final DatabaseLocation location;
    private final Settings given;
    private final Settings settings;
    private final @Nullable Mono<CipherKey> key;

    SqliteOptions(DatabaseLocation location, Settings given) {
        this(location, given, null);
    }

    private SqliteOptions(DatabaseLocation location, Settings given, @Nullable Mono<CipherKey> key) {
        this.location = location;
        this.given = given;
        this.key = key;
        this.settings = PRESETS.complete(given);
    }

    /** Options for a database in a file, with the defaults. The path is looked at when the database is opened. */
    public static SqliteOptions file(Path path) {
        return new SqliteOptions(new DatabaseLocation.InFile(path), Settings.defaults());
    }

    /** Options for a database in memory that lives as long as someone in this JVM has it open under this name. */
    public static SqliteOptions memory(String name) {
        if (name.isBlank()) {
            throw new ConfigurationException("database", "The name of a database in memory must not be blank");
        }
        return new SqliteOptions(new DatabaseLocation.InMemory(name), Settings.defaults());
    }

    /** Options for a database in memory that nobody else can open. */
    public static SqliteOptions privateMemory() {
        return memory("private-" + UUID.randomUUID());
    }

    /** The settings declared by this driver, in the order of the reference. */
    public static List<Setting<?>> settings() {
        return ALL;
    }

    static List<Setting<?>> understood() {
        return Stream.concat(ALL.stream(), SHARED.stream()).toList();
    }

    /**
     * Returns options with one more value.
     *
     * @throws ConfigurationException when it is out of range
     */
    public <T> SqliteOptions with(Setting<T> setting, T value) {
        if (!understood().contains(setting)) {
            throw new ConfigurationException(
                    setting.name(), "The setting " + setting.name() + " means nothing to SQLite; leave it out");
        }
        return new SqliteOptions(location, given.with(setting, value), key);
    }

    /**
     * Returns options for an encrypted file. The array is copied, and the caller's to clear; the copy lives as long as the
     * options.
     *
     * @throws IllegalArgumentException when it is empty or not Unicode text
     */
    public SqliteOptions withPassphrase(char[] passphrase) {
        return withKey(CipherKey.passphrase(passphrase));
    }

    /**
     * Returns options for an encrypted file. The array is copied, and the caller's to clear; the copy lives as long as the
     * options.
     *
     * @param raw 32 bytes, or 48, of which the last 16 are the salt of the file
     * @throws IllegalArgumentException when it has another length
     */
    public SqliteOptions withRawKey(byte[] raw) {
        return withKey(CipherKey.raw(raw));
    }

    private SqliteOptions withKey(CipherKey given) {
        return withKey(Mono.fromCallable(given::copy));
    }

    /** Returns options for an encrypted file, whose key is fetched for each opening and wiped after it. */
    SqliteOptions withKey(Mono<CipherKey> source) {
        return new SqliteOptions(location, given, source);
    }

    /** Where the key comes from; null when there is none. */
    @Nullable
    Mono<CipherKey> key() {
        return key;
    }

    /** The value of a setting, or what the preset gives for it, or its default. */
    public <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    DatabaseLocation location() {
        return location;
    }

    /** True when reads and writes will share one connection, as far as the options tell. */
    boolean wantsSingleConnection() {
        return isInMemory() || get(JOURNAL_MODE) != JournalMode.WAL;
    }

    /** True when the database lives as long as its one connection. */
    boolean isInMemory() {
        return location instanceof DatabaseLocation.InMemory;
    }

    Terms terms() {
        return new Terms(get(CoreSettings.STATEMENT_TIMEOUT), get(LOCK_WAIT_TIMEOUT));
    }

    EngineOptions engine() {
        return new EngineOptions(
                get(READ_ONLY),
                get(CREATE),
                get(JOURNAL_MODE).name(),
                get(SYNCHRONOUS).name(),
                get(FOREIGN_KEYS),
                get(TRUSTED_SCHEMA),
                get(CASE_SENSITIVE_LIKE),
                get(CACHE_SIZE),
                get(MMAP_SIZE),
                get(TEMP_STORE).name(),
                get(STATEMENT_CACHE_SIZE),
                readers(),
                get(MAX_OPEN_CURSORS),
                get(MAX_BUFFERED_ROWS),
                get(MAX_QUEUE),
                get(CoreSettings.ACQUIRE_TIMEOUT),
                get(FETCH_CHUNK),
                get(GROUP_MAX_STATEMENTS),
                get(GROUP_MAX_DURATION),
                get(MAX_SNAPSHOT_AGE),
                get(CoreSettings.IDLE_IN_TRANSACTION_TIMEOUT),
                get(CHECKPOINT_SIZE),
                get(CHECKPOINT_INTERVAL),
                get(AUTO_VACUUM).name(),
                get(CIPHER).name());
    }

    private int readers() {
        int byCores = Math.min(8, Runtime.getRuntime().availableProcessors());
        return settings.find(READERS)
                .orElseGet(() -> settings.find(CoreSettings.MAX_CONNECTIONS)
                        .map(max -> Math.max(1, max - 1))
                        .orElse(byCores));
    }

    @Override
    public String toString() {
        return "SqliteOptions[" + location.name() + (key == null ? ", " : ", with a key, ") + settings + "]";
    }
}
