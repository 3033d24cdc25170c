package dev.sluice.generic;

import dev.sluice.spi.Access;
import dev.sluice.spi.Backend;
import dev.sluice.spi.Capability;
import dev.sluice.spi.Dialect;
import dev.sluice.spi.FailureClassifier;
import dev.sluice.spi.HealthProbe;
import dev.sluice.spi.PoolStats;
import dev.sluice.spi.SqlStateClassifier;
import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Any connection factory as a backend: each lease is a connection of the factory, whose pool, if it has one, does the rest. */
public final class GenericBackend implements Backend {

    private final ConnectionFactory factory;
    private final String product;
    private final Dialect dialect;
    private final FailureClassifier failures = new SqlStateClassifier();
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder errors = new LongAdder();

    /** Wraps a factory; asks it nothing but its name. */
    public GenericBackend(ConnectionFactory factory) {
        this.factory = factory;
        this.product = factory.getMetadata().getName();
        this.dialect = GenericDialect.of(product);
    }

    @Override
    public String name() {
        return product;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public FailureClassifier failures() {
        return failures;
    }

    @Override
    public Mono<Void> connect() {
        return Mono.usingWhen(
                acquire(Access.READ),
                connection ->
                        Mono.from(connection.validate(ValidationDepth.REMOTE)).then(),
                Connection::close);
    }

    @Override
    public Mono<Connection> acquire(Access access) {
        return Mono.defer(() -> Mono.from(factory.create()))
                .<Connection>map(this::lease)
                .doOnError(error -> errors.increment());
    }

    private Connection lease(Connection connection) {
        active.incrementAndGet();
        acquired.increment();
        return new LeasedConnection(connection, this::giveBack);
    }

    private void giveBack() {
        active.decrementAndGet();
        released.increment();
    }

    @Override
    public Mono<Connection> dedicated() {
        return acquire(Access.WRITE);
    }

    /** Sends nothing more on it: a ROLLBACK would wait behind the COMMIT whose answer never came. */
    @Override
    public Mono<Void> discard(Connection connection) {
        return connection instanceof LeasedConnection leased ? leased.discard() : Mono.from(connection.close());
    }

    @Override
    public PoolStats stats() {
        int now = active.get();
        return new PoolStats(now, now, 0, 0, 0, acquired.sum(), released.sum(), 0, errors.sum());
    }

    @Override
    public Flux<HealthProbe> health() {
        return Flux.usingWhen(
                        acquire(Access.READ),
                        connection -> connection.validate(ValidationDepth.REMOTE),
                        Connection::close)
                .map(valid -> new HealthProbe("connected", valid, valid ? "yes" : "the connection is not valid"));
    }

    @Override
    public <T extends Capability> Optional<T> capability(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public Mono<Void> close(Duration grace) {
        return Mono.defer(() -> {
            ConnectionFactory closing = factory;
            while (!(closing instanceof Closeable)
                    && closing instanceof Wrapped<?> wrapped
                    && wrapped.unwrap() instanceof ConnectionFactory inner) {
                closing = inner;
            }
            return closing instanceof Closeable closeable ? Mono.from(closeable.close()) : Mono.empty();
        });
    }
}
