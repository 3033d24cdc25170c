package dev.sluice.spi;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One opened database. Its methods are called from any thread and never block; every publisher is cold.
 *
 * <p>Connections are R2DBC connections. {@code close()} on one rolls back what is open, then gives it back, and completes
 * only after that.
 */
public interface Backend {

    /** A name for messages and metrics, without secrets: driver and database or host. */
    String name();

    /** The SQL dialect; for backends that ask the server, known only after {@link #connect()} and a guess before. */
    Dialect dialect();

    /** What failures mean. */
    FailureClassifier failures();

    /** Reaches the file or host and fails when it cannot be used. Completes at once when that was done before. */
    Mono<Void> connect();

    /**
     * Leases a connection for one transaction or piece of work; {@code close()} gives it back. Waits up to the acquire
     * timeout, then fails. A cancelled wait leases nothing.
     */
    Mono<Connection> acquire(Access access);

    /**
     * A connection for autocommit statements that costs nothing to share: any number of callers run statements on it at
     * once and nobody closes it. Empty where connections must be leased.
     */
    default Optional<Connection> shared(Access access) {
        return Optional.empty();
    }

    /**
     * Leases a connection that is its holder's alone and outside any pool's bookkeeping: for LISTEN, advisory locks,
     * COPY, PRAGMA outside transactions. {@code close()} restores its settings or ends it.
     */
    Mono<Connection> dedicated();

    /**
     * Ends a leased connection for good instead of giving it back, because nobody knows what state it is in: after an
     * unknown outcome or a loss.
     */
    default Mono<Void> discard(Connection connection) {
        return Mono.from(connection.close());
    }

    /**
     * Asks the driver to stop this one statement by itself after a time; waiting for demand does not count.
     *
     * @return false when the driver cannot, so that the caller must use a timer of its own
     */
    default boolean limit(Statement statement, Duration timeout) {
        return false;
    }

    /** Tells the driver under which tag a statement runs, for its own log. Drivers without one ignore it. */
    default void label(Statement statement, String tag) {}

    /** Connections and counters now. */
    PoolStats stats();

    /** Asks the database for its health; a probe that fails is reported as unhealthy, not as an error. */
    Flux<HealthProbe> health();

    /** Something this backend can do beyond the common; empty when it cannot. */
    <T extends Capability> Optional<T> capability(Class<T> type);

    /**
     * Refuses new work, waits up to {@code grace} for what is running, then ends it, rolls it back and releases
     * everything. Idempotent.
     */
    Mono<Void> close(Duration grace);
}
