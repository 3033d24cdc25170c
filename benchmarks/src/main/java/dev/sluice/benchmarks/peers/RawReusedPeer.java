package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import reactor.core.publisher.Mono;

/** JDBC at its best: on the calling thread, one connection, each statement prepared once. */
final class RawReusedPeer extends OneConnectionPeer {

    private final PreparedStatement read;
    private final PreparedStatement insert;
    private final PreparedStatement balance;
    private final PreparedStatement setBalance;

    RawReusedPeer(DatabaseFile file) throws SQLException {
        super(file);
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
}
