package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import io.reactivex.Flowable;
import io.reactivex.functions.Function;
import io.reactivex.schedulers.Schedulers;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.davidmoten.rx.jdbc.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** rxjava2-jdbc: JDBC behind a pool that does not block its callers. */
final class RxJava2Peer implements Peer {

    /** As many as its default has; that one's outlive it and keep the JVM running. */
    private final ExecutorService threads = Executors.newFixedThreadPool(Pools.SIZE);

    private final Database db;

    RxJava2Peer(DatabaseFile file) {
        db = Database.nonBlocking()
                .connectionProvider(file.dataSource())
                .maxPoolSize(Pools.SIZE)
                .scheduler(Schedulers.from(threads))
                .build();
    }

    @Override
    public Mono<Person> read(long id) {
        return only(db.select(Sql.READ).parameters(id).get(JdbcRequests::person));
    }

    @Override
    public Mono<Long> insert(Event event) {
        return only(db.update(Sql.INSERT)
                .parameters(event.number(), event.body())
                .counts()
                .map(Integer::longValue));
    }

    /**
     * Its own transactions spread over several threads, all of which soon wait for SQLite's lock while the one that holds
     * it waits for a thread. So the transaction is JDBC's, on a connection of its pool.
     */
    @Override
    public Mono<Long> deposit(long account) {
        return withConnection(connection -> JdbcRequests.deposit(connection, account));
    }

    @Override
    public Mono<Void> scan(Consumer<? super Person> consumer) {
        return Flux.from(db.select(Sql.SCAN).get(JdbcRequests::person))
                .doOnNext(consumer)
                .then();
    }

    /** As {@link #deposit}. */
    @Override
    public Mono<Long> insertAll(List<Event> events) {
        return withConnection(connection -> JdbcRequests.insertAll(connection, events));
    }

    private Mono<Long> withConnection(Function<Connection, Long> work) {
        return only(db.apply(work).toFlowable());
    }

    /** Waits for completion: Mono.from would cancel after the value, and with it the transaction. */
    private static <T> Mono<T> only(Flowable<T> values) {
        return Flux.from(values).single();
    }

    @Override
    public void close() {
        db.close();
        threads.shutdownNow();
    }
}
