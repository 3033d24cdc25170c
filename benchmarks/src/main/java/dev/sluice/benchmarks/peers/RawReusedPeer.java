package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** JDBC at its best: on the calling thread, one connection, each statement prepared once. */
final class RawReusedPeer implements Peer {

    private final Connection connection;
    private final PreparedStatement read;
    private final PreparedStatement insert;
    private final PreparedStatement balance;
    private final PreparedStatement setBalance;

    RawReusedPeer(DatabaseFile file) throws SQLException {
        connection = file.connect();
        read = connection.prepareStatement(Sql.READ);
        insert = connection.prepareStatement(Sql.INSERT);
        balance = connection.prepareStatement(Sql.BALANCE);
        setBalance = connection.prepareStatement(Sql.SET_BALANCE);
    }

    @Override
    public Mono<Person> read(long id) {
        return Mono.fromCallable(() -> JdbcRequests.read(read, id));
    }

    @Override
    public Mono<Long> insert(Event event) {
        return Mono.fromCallable(() -> JdbcRequests.insert(insert, event));
    }

    @Override
    public Mono<Long> deposit(long account) {
        return Mono.fromCallable(
                () -> JdbcRequests.inTransaction(connection, () -> JdbcRequests.deposit(balance, setBalance, account)));
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
        connection.close(); // and with it the statements
    }
}
