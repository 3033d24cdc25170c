package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.Database;
import dev.sluice.DatabaseBuilder;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LeakCheck;
import dev.sluice.testkit.LogCheck;
import dev.sluice.testkit.fault.FaultyConnectionFactory;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What all contracts start from: an empty database, a Database on it, and checks around each test. */
@Timeout(60)
public abstract class BackendContract {

    // After a test they act in the reverse order: close and count, look at the log, remove the database.
    @RegisterExtension
    @Order(1)
    final AfterEachCallback removal;

    @RegisterExtension
    @Order(2)
    final LogCheck logs = new LogCheck();

    @RegisterExtension
    @Order(3)
    final LeakCheck leaks = new LeakCheck();

    @RegisterExtension
    @Order(4)
    final KnownDeviations deviations;

    final BackendFixture fixture;

    /** The Database under test. */
    Database db;

    /** Runs the contract on databases of this fixture. */
    protected BackendContract(Supplier<? extends BackendFixture> fixtures) {
        fixture = fixtures.get();
        deviations = new KnownDeviations(fixture.name(), fixture.deviations());
        removal = context -> fixture.close();
    }

    @BeforeEach
    void openDatabase() {
        db = open(builder -> builder);
    }

    /** Opens another Database on the same database; it is closed and checked after the test. */
    final Database open(UnaryOperator<DatabaseBuilder> settings) {
        return leaks.watch(settings.apply(fixture.builder()).open());
    }

    /** Opens a Database on the same database whose driver fails when it is told to. */
    final Database open(FaultyConnectionFactory faulty, UnaryOperator<DatabaseBuilder> settings) {
        return leaks.watch(settings.apply(Database.builder(faulty)).open());
    }

    final FaultyConnectionFactory faulty() {
        return FaultyConnectionFactory.of(fixture.connectionFactory());
    }

    final boolean has(Feature feature) {
        return db.dialect().features().contains(feature);
    }

    final String type(PortableType type) {
        return db.dialect().type(type);
    }

    /** Runs statements one after the other. */
    final void run(String... statements) {
        for (String statement : statements) {
            Await.value(db.execute(statement));
        }
    }

    /** Creates a table as this backend creates them. */
    final void table(String name, String... columns) {
        run("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")"
                + db.dialect().tableOptions());
    }

    /** {@code items(id, label)}, empty. */
    final void items() {
        table("items", "id " + type(PortableType.INTEGER) + " PRIMARY KEY", "label " + type(PortableType.TEXT));
    }

    /** {@code items} with ids from 1 to count, labelled {@code item-1} and so on. */
    final void items(int count) {
        items();
        List<Object[]> rows = LongStream.rangeClosed(1, count)
                .mapToObj(id -> new Object[] {id, "item-" + id})
                .toList();
        Await.value(db.executeMany("INSERT INTO items(id, label) VALUES (?, ?)", rows));
    }

    final Mono<Long> insertItem(long id) {
        return insertItem(db, id);
    }

    static Mono<Long> insertItem(Database database, long id) {
        return database.execute("INSERT INTO items(id, label) VALUES (?, ?)", id, "item-" + id);
    }

    final List<Long> itemIds() {
        return list(db.fetchAll(Long.class, "SELECT id FROM items ORDER BY id"));
    }

    /** The value; fails when there is none. */
    static <T> T value(Mono<T> mono) {
        return Objects.requireNonNull(Await.value(mono), "the Mono was empty");
    }

    static <T> List<T> list(Flux<T> flux) {
        return value(flux.collectList());
    }

    /** The error, which must be of this class. */
    static <E extends Throwable> E failure(Class<E> type, Mono<?> mono) {
        Throwable error = catchThrowable(() -> Await.value(mono));
        assertThat(error).isInstanceOf(type);
        return type.cast(error);
    }

    static <E extends Throwable> E failure(Class<E> type, Flux<?> flux) {
        return failure(type, flux.then());
    }
}
