package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A way to reach SQLite, as an application would use it. */
public interface Peer extends AutoCloseable {

    /** The person with that id. */
    Mono<Person> read(long id);

    /** Stores an event in autocommit; emits the rows stored. */
    Mono<Long> insert(Event event);

    /** Adds one to an account in a transaction: SELECT, then UPDATE. Emits the rows changed. */
    Mono<Long> deposit(long account);

    /** Gives all persons to the consumer, in the order of their ids, without keeping them. */
    Mono<Void> scan(Consumer<? super Person> consumer);

    /** Stores the events in one transaction; emits the rows stored. */
    Mono<Long> insertAll(List<Event> events);

    @Override
    void close() throws SQLException;
}
