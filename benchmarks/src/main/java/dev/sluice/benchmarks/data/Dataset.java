package dev.sluice.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new database in a folder of its own, filled with persons and accounts; closing it removes the folder. */
public final class Dataset implements AutoCloseable {

    /** How many accounts transactions work on. */
    public static final int ACCOUNTS = 1000;

    static final int CITIES = 1000;

    private static final String NUMBERS =
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) ";

    private static final String SCHEMA = """
            CREATE TABLE person(
                id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, city TEXT NOT NULL, note TEXT NOT NULL);
            CREATE TABLE event(id INTEGER PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL);
            CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
            """;

    private static final String PERSONS = NUMBERS
            + "INSERT INTO person SELECT n, 'Name ' || n, 'person' || n || '@example.org', 'City ' || (n %% %d),"
            + " 'Note about ' || n FROM numbers";

    private static final String ACCOUNT_ROWS = NUMBERS + "INSERT INTO account SELECT n, 0 FROM numbers";

    private static final String EVENT_TOTALS =
            "SELECT count(*), coalesce(sum(number), 0), count(*) FILTER (WHERE body = 'event ' || number) FROM event";

    private final Path folder;
    private final DatabaseFile file;

    private Dataset(Path folder, DatabaseFile file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Creates a database with that many persons below the folder that the system property {@code bench.folder} names,
     * else below that for temporary files.
     */
    public static Dataset create(long persons, String synchronous) throws IOException, SQLException {
        Path parent = Path.of(System.getProperty("bench.folder", System.getProperty("java.io.tmpdir")));
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "sluice-benchmark");
        Dataset dataset = new Dataset(folder, new DatabaseFile(folder.resolve("data.db"), synchronous));
        dataset.fill(persons);
        return dataset;
    }

    /** Where it is. */
    public DatabaseFile file() {
        return file;
    }

    /** Fails unless exactly the events with the numbers from 0 below {@code count} are stored. */
    public void requireEvents(long count) throws SQLException {
        requireEventsRepeated(count, 1);
    }

    /** Fails unless exactly the events with the numbers from 0 below {@code count} are stored, each so many times. */
    public void requireEventsRepeated(long count, long times) throws SQLException {
        require(
                "events stored: count, sum of numbers, count with the right text",
                EVENT_TOTALS,
                List.of(times * count, times * (count * (count - 1) / 2), times * count));
    }

    /** Removes all events. */
    public void removeEvents() throws SQLException {
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM event");
        }
    }

    /** Fails unless all deposits, each of one, are in the accounts. */
    public void requireDeposits(long count) throws SQLException {
        require("sum of the accounts", "SELECT sum(balance) FROM account", List.of(count));
    }

    /** Characters in all columns of text of all persons. */
    public long textLength() throws SQLException {
        return query("SELECT sum(length(name) + length(email) + length(city) + length(note)) FROM person")
                .get(0);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void fill(long persons) throws SQLException {
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(SCHEMA);
            statement.executeUpdate(PERSONS.formatted(persons, CITIES));
            statement.executeUpdate(ACCOUNT_ROWS.formatted(ACCOUNTS));
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private void require(String what, String sql, List<Long> expected) throws SQLException {
        List<Long> found = query(sql);
        if (!found.equals(expected)) {
            throw new IllegalStateException("%s: expected %s, found %s".formatted(what, expected, found));
        }
    }

    private List<Long> query(String sql) throws SQLException {
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            Long[] values = new Long[row.getMetaData().getColumnCount()];
            for (int column = 0; column < values.length; column++) {
                values[column] = row.getLong(column + 1);
            }
            return List.of(values);
        }
    }
}
