package dev.sluice.sqlite.lost;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The program of a child JVM: takes the lock for writing, as any program may that knows nothing of this driver, says
 * {@code held -}, and commits one work when it is ordered to.
 */
public final class LockHolder {

    static final String WORK = "[holder]";

    private LockHolder() {}

    /** Argument: the database's file, in which {@link WriteLoad} has made its table. */
    public static void main(String[] arguments) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                var statement = connection.createStatement()) {
            // At once or not at all.
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO entry(work, part, parts) VALUES ('" + WORK + "', 0, 1)");
            Said.say("held", "-");
            Said.awaitOrder();
            statement.execute("COMMIT");
        }
    }
}
