package dev.sluice.testkit.contract;

import dev.sluice.DatabaseBuilder;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;

/** One empty database of a backend, for one test. Made before the test, closed after it. */
public interface BackendFixture extends AutoCloseable {

    /** The backend's name, for messages. */
    String name();

    /** Starts a Database on this fixture's database; each call one of its own, all on the same data. */
    DatabaseBuilder builder();

    /** The driver's own connections to this fixture's database, so that faults can be put between it and the client. */
    ConnectionFactory connectionFactory();

    /**
     * What this backend is known not to keep, and why: names of test methods to reasons. Such a test is run all the same:
     * it is reported as skipped with the reason while it fails, and fails once the backend keeps the promise.
     */
    default Map<String, String> deviations() {
        return Map.of();
    }

    /** Removes the database; every Database on it has been closed before. */
    @Override
    void close();
}
