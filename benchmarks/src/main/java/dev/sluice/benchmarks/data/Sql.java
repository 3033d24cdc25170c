package dev.sluice.benchmarks.data;

/** The statements that every peer runs. */
public final class Sql {

    /** One person by key. */
    public static final String READ = "SELECT id, name, email, city, note FROM person WHERE id = ?";

    /** All persons. */
    public static final String SCAN = "SELECT id, name, email, city, note FROM person ORDER BY id";

    /** One event. */
    public static final String INSERT = "INSERT INTO event(number, body) VALUES (?, ?)";

    /** One event, by names. */
    public static final String INSERT_NAMED = "INSERT INTO event(number, body) VALUES (:number, :body)";

    /** What an account holds. */
    public static final String BALANCE = "SELECT balance FROM account WHERE id = ?";

    /** Sets what an account holds. */
    public static final String SET_BALANCE = "UPDATE account SET balance = ? WHERE id = ?";

    private Sql() {}
}
