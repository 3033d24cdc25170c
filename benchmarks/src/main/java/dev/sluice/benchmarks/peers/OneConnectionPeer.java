package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** JDBC on the calling thread and one connection; requests run one by one. Large ones are the same however it is used. */
abstract class OneConnectionPeer implements Peer {

    final Connection connection;

    OneConnectionPeer(DatabaseFile file) throws SQLException {
        connection = file.connect();
    }

    @Override
    public final Mono<Void> scan(Consumer<? super Person> consumer) {
        return Mono.fromCallable(() -> {
                    JdbcRequests.scan(connection, consumer);
                    return true;
                })
                .then();
    }

    @Override
    public final Mono<Long> insertAll(List<Event> events) {
        return Mono.fromCallable(() -> JdbcRequests.insertAll(connection, events));
    }

    /** Closes the connection, and with it its statements. */
    @Override
    public final void close() throws SQLException {
        connection.close();
    }
}
