package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import java.sql.SQLException;
import reactor.core.publisher.Mono;

/** JDBC on the calling thread, one connection, a statement prepared for each request. Requests run one by one. */
final class RawPeer extends OneConnectionPeer {

    RawPeer(DatabaseFile file) throws SQLException {
        super(file);
    }

    @Override
    public Mono<Person> read(long id) {
        return Mono.fromCallable(() -> JdbcRequests.read(connection, id));
    }

    @Override
    public Mono<Long> insert(Event event) {
        return Mono.fromCallable(() -> JdbcRequests.insert(connection, event));
    }

    @Override
    public Mono<Long> deposit(long account) {
        return Mono.fromCallable(() -> JdbcRequests.deposit(connection, account));
    }
}
