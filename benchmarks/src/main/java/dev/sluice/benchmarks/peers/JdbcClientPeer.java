package dev.sluice.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Spring's JdbcClient on Reactor's threads for blocking work. */
final class JdbcClientPeer implements Peer {

    private final HikariDataSource pool;
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    JdbcClientPeer(DatabaseFile file) {
        pool = Pools.hikari(file);
        template = new JdbcTemplate(pool);
        client = JdbcClient.create(template);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    @Override
    public Mono<Person> read(long id) {
        return blocking(() -> client.sql(Sql.READ)
                .param(id)
                .query((row, number) -> JdbcRequests.person(row))
                .single());
    }

    @Override
    public Mono<Long> insert(Event event) {
        return blocking(() -> (long)
                client.sql(Sql.INSERT).params(event.number(), event.body()).update());
    }

    @Override
    public Mono<Long> deposit(long account) {
        return blocking(() -> Objects.requireNonNull(transaction.execute(status -> {
            long balance =
                    client.sql(Sql.BALANCE).param(account).query(Long.class).single();
            return (long)
                    client.sql(Sql.SET_BALANCE).params(balance + 1, account).update();
        })));
    }

    @Override
    public Mono<Void> scan(Consumer<? super Person> consumer) {
        return blocking(() -> {
                    try (Stream<Person> rows =
                            client.sql(Sql.SCAN).query((row, number) -> JdbcRequests.person(row)).stream()) {
                        rows.forEach(consumer);
                    }
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Long> insertAll(List<Event> events) {
        return blocking(() -> Objects.requireNonNull(transaction.execute(status -> {
            int[][] counts = template.batchUpdate(Sql.INSERT, events, JdbcRequests.BATCH, (insert, event) -> {
                insert.setLong(1, event.number());
                insert.setString(2, event.body());
            });
            return Stream.of(counts).mapToLong(JdbcRequests::sum).sum();
        })));
    }

    @Override
    public void close() {
        pool.close();
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
