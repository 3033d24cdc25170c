package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The requests as plain JDBC, which prepares a statement for each. */
final class JdbcRequests {

    /** As many rows as Sluice sends at once by default. */
    static final int BATCH = 1000;

    private JdbcRequests() {}

    static Person read(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Sql.READ)) {
            return read(select, id);
        }
    }

    static Person read(PreparedStatement select, long id) throws SQLException {
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
            requireRow(row);
            return person(row);
        }
    }

    static long insert(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Sql.INSERT)) {
            return insert(insert, event);
        }
    }

    static long insert(PreparedStatement insert, Event event) throws SQLException {
        insert.setLong(1, event.number());
        insert.setString(2, event.body());
        return insert.executeUpdate();
    }

    static long deposit(Connection connection, long account) throws SQLException {
        return inTransaction(connection, () -> {
            try (PreparedStatement select = connection.prepareStatement(Sql.BALANCE);
                    PreparedStatement update = connection.prepareStatement(Sql.SET_BALANCE)) {
                return deposit(select, update, account);
            }
        });
    }

    static long deposit(PreparedStatement select, PreparedStatement update, long account) throws SQLException {
        select.setLong(1, account);
        try (ResultSet row = select.executeQuery()) {
            requireRow(row);
            update.setLong(1, row.getLong(1) + 1);
        }
        update.setLong(2, account);
        return update.executeUpdate();
    }

    static void scan(Connection connection, Consumer<? super Person> consumer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Sql.SCAN);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                consumer.accept(person(rows));
            }
        }
    }

    static long insertAll(Connection connection, List<Event> events) throws SQLException {
        return inTransaction(connection, () -> {
            try (PreparedStatement insert = connection.prepareStatement(Sql.INSERT)) {
                long stored = 0;
                int waiting = 0;
                for (Event event : events) {
                    insert.setLong(1, event.number());
                    insert.setString(2, event.body());
                    insert.addBatch();
                    if (++waiting == BATCH) {
                        stored += sum(insert.executeBatch());
                        waiting = 0;
                    }
                }
                return stored + sum(insert.executeBatch());
            }
        });
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(row.getLong(1), text(row, 2), text(row, 3), text(row, 4), text(row, 5));
    }

    /** What runs between BEGIN and COMMIT. */
    interface Body {
        long run() throws SQLException;
    }

    static long inTransaction(Connection connection, Body body) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long result = body.run();
            connection.commit();
            return result;
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getString(column));
    }

    private static void requireRow(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new IllegalStateException("No row");
        }
    }

    static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
