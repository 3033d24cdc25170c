package dev.sluice.sqlite.handle;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * The JDBC driver's connection, but opening it runs no SQL. The driver's own, while it is constructed, reads the file:
 * an encrypted one that has not been given its key cannot be read, and a key handed to the driver would stay in its
 * Properties.
 */
final class UnreadConnection extends JDBC4Connection {

    /** False while the constructor of the driver's class runs. */
    private boolean constructed;

    UnreadConnection(String location, Properties properties) throws SQLException {
        super("jdbc:sqlite:" + location, location, properties);
        constructed = true;
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return constructed ? super.createStatement(type, concurrency, holdability) : new Unheard(this);
    }

    /** Runs nothing. */
    private static final class Unheard extends JDBC4Statement {

        Unheard(UnreadConnection connection) {
            super(connection);
        }

        @Override
        public boolean execute(String sql) {
            return false;
        }
    }
}
