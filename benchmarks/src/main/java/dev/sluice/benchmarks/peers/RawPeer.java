package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** JDBC on the calling thread, one connection, a statement prepared for each request. Requests run one by one. */
final class RawPeer implements Peer {

    private final Connection connection;

    RawPeer(DatabaseFile file) throws SQLException {
        connection = file.connect();
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

    @Override
    public Mono<Void> scan(Consumer<? super Person> consumer) {
        return Mono.fromCallable(() -> {
                    JdbcRequests.scan(connection, consumer);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Long> insertAll(List<Event> events) {
        return Mono.fromCallable(() -> JdbcRequests.insertAll(connection, events));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
