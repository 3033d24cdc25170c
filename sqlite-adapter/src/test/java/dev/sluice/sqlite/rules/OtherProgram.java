package dev.sluice.sqlite.rules;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection to the same file that knows nothing of the engine, as another program would have. Never waits for a lock. */
final class OtherProgram implements AutoCloseable {

    private static final int BUSY = 5;

    private final Connection connection;

    OtherProgram(Path file) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            run("PRAGMA busy_timeout = 0");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The first column of the first row. */
    long ask(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** True when somebody's lock keeps this from running now. */
    boolean isLockedOut(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return false;
        } catch (SQLException failure) {
            if ((failure.getErrorCode() & 0xff) != BUSY) {
                throw new AssertionError(failure);
            }
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
