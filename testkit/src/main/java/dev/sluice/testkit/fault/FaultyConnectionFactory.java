package dev.sluice.testkit.fault;

import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * A driver that works, but for the calls it was told to fail. Passes everything else through, counts calls and open
 * connections. Closing it closes the driver's factory when that is closeable.
 *
 * <pre>{@code
 * var faulty = FaultyConnectionFactory.of(factory);
 * Database db = Database.of(faulty);
 * faulty.inject(Fault.after(FaultPoint.COMMIT, "08006").losingConnection());
 * }</pre>
 */
public final class FaultyConnectionFactory implements ConnectionFactory, Wrapped<ConnectionFactory>, Closeable {

    private final ConnectionFactory driver;
    private final FaultScript script = new FaultScript();
    private final AtomicInteger open = new AtomicInteger();

    private FaultyConnectionFactory(ConnectionFactory driver) {
        this.driver = driver;
    }

    /** Wraps a driver's factory; nothing fails yet. */
    public static FaultyConnectionFactory of(ConnectionFactory driver) {
        return new FaultyConnectionFactory(driver);
    }

    /** Adds a fault; it counts calls from now on. */
    public void inject(Fault fault) {
        script.inject(fault);
    }

    /** Forgets all faults that have not struck. */
    public void heal() {
        script.clear();
    }

    /** Answers every call that a fault left hanging. */
    public void answer() {
        script.answer();
    }

    /** How many calls hang. */
    public int hanging() {
        return script.hanging();
    }

    /** How often the call was made, with and without a fault. */
    public int calls(FaultPoint point) {
        return script.calls(point);
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.get();
    }

    @Override
    public Mono<Connection> create() {
        return script.run(
                        FaultPoint.CREATE, () -> Mono.from(driver.create()).map(this::opened), FaultyConnection.NO_LINE)
                .next();
    }

    private Connection opened(Connection connection) {
        open.incrementAndGet();
        return new FaultyConnection(connection, script, open::decrementAndGet);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return driver.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return driver;
    }

    @Override
    public Mono<Void> close() {
        return driver instanceof Closeable closeable ? Mono.from(closeable.close()) : Mono.empty();
    }

    @Override
    public String toString() {
        return "Faulty[" + driver.getMetadata().getName() + "]";
    }
}
