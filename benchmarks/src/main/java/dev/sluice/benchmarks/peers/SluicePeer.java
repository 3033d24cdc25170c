package dev.sluice.benchmarks.peers;

import dev.sluice.Database;
import dev.sluice.DatabaseOptions;
import dev.sluice.benchmarks.data.DatabaseFile;
import dev.sluice.benchmarks.data.Event;
import dev.sluice.benchmarks.data.Person;
import dev.sluice.benchmarks.data.Sql;
import dev.sluice.settings.DatabaseUrl;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Sluice through its one-line forms and with its default settings. */
final class SluicePeer implements Peer {

    private final Database db;

    SluicePeer(DatabaseFile file) {
        db = Database.open(
                DatabaseOptions.of(DatabaseUrl.ofFile(file.path().toString()).toString())
                        .with("synchronous", file.synchronous())
                        .with("cacheSize", DatabaseFile.CACHE_KIB + "KiB"));
        db.connect().block();
    }

    @Override
    public Mono<Person> read(long id) {
        return db.fetchOne(Person.class, Sql.READ, id);
    }

    @Override
    public Mono<Long> insert(Event event) {
        return db.execute(Sql.INSERT, event.number(), event.body());
    }

    @Override
    public Mono<Long> deposit(long account) {
        return db.inTransaction(tx -> db.fetchValue(Long.class, Sql.BALANCE, account)
                .flatMap(balance -> db.execute(Sql.SET_BALANCE, balance + 1, account)));
    }

    @Override
    public Mono<Void> scan(Consumer<? super Person> consumer) {
        return db.fetchAll(Person.class, Sql.SCAN).doOnNext(consumer).then();
    }

    @Override
    public Mono<Long> insertAll(List<Event> events) {
        return db.executeMany(Sql.INSERT_NAMED, events);
    }

    @Override
    public void close() {
        db.close().block();
    }
}
