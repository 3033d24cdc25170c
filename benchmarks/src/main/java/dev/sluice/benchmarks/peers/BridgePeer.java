package dev.sluice.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The obvious bridge: JDBC on Reactor's threads for blocking work, with a pool of ten connections. */
final class BridgePeer implements Peer {

    private final HikariDataSource pool;

    BridgePeer(DatabaseFile file) {
        pool = Pools.hikari(file);
    }

    @Override
    public Mono<Person> read(long id) {
        return blocking(connection -> JdbcRequests.read(connection, id));
    }

    @Override
    public Mono<Long> insert(Event event) {
        return blocking(connection -> JdbcRequests.insert(connection, event));
    }

    @Override
    public Mono<Long> deposit(long account) {
        return blocking(connection -> JdbcRequests.deposit(connection, account));
    }

    /** Without a list of all rows, which no heap would hold; so it is not the bridge's result that is bounded here. */
    @Override
    public Mono<Void> scan(Consumer<? super Person> consumer) {
        return blocking(connection -> {
                    JdbcRequests.scan(connection, consumer);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Long> insertAll(List<Event> events) {
        return blocking(connection -> JdbcRequests.insertAll(connection, events));
    }

    @Override
    public void close() {
        pool.close();
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> Mono<T> blocking(Work<T> work) {
        return Mono.fromCallable(() -> {
                    try (Connection connection = pool.getConnection()) {
                        return work.run(connection);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
