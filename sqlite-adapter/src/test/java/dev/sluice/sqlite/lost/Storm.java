package dev.sluice.sqlite.lost;

import dev.sluice.Database;
import dev.sluice.Query;
import dev.sluice.TransactionOptions;
import dev.sluice.error.QueryTimeoutException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Operations of all kinds, of which about half are cancelled or timed out at a random moment. What each does is decided by
 * the seed and its number alone. Writes leave works as {@link WriteLoad} does.
 */
final class Storm {

    static final int FIXED_ROWS = 400;
    private static final long SUM =
            IntStream.range(0, FIXED_ROWS).asLongStream().sum();
    private static final String INSERT = "INSERT INTO entry(work, part, parts) VALUES (?, ?, ?)";
    private static final String COUNTING =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n";

    private final Database database;
    private final ConnectionFactory driver;
    private final long seed;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final LongAdder timeouts = new LongAdder();

    Storm(Database database, ConnectionFactory driver, long seed) {
        this.database = database;
        this.driver = driver;
        this.seed = seed;
    }

    /** Makes what is read, and the table of the works. */
    Mono<Void> create() {
        List<List<Integer>> rows =
                IntStream.range(0, FIXED_ROWS).mapToObj(List::of).toList();
        return new WriteLoad(database, "none", (word, text) -> {})
                .create()
                .then(database.execute("CREATE TABLE fixed (id INTEGER PRIMARY KEY)"))
                .then(database.executeMany("INSERT INTO fixed(id) VALUES (?)", rows))
                .then();
    }

    /** Works that ended well, so that they must be there. */
    Queue<String> acknowledged() {
        return acknowledged;
    }

    /** Wrong results, and failures other than the timeouts that were asked for. */
    Queue<String> surprises() {
        return surprises;
    }

    /** How many operations ended with a timeout. */
    long timeouts() {
        return timeouts.sum();
    }

    /** Runs so many operations, some at once; emits how many ended, however. */
    Mono<Long> run(int operations, int atOnce) {
        return Flux.range(0, operations)
                .flatMap(number -> fated(number).thenReturn(number), atOnce)
                .count();
    }

    private Mono<Void> fated(int number) {
        var random = new Random(seed + number);
        String name = "[op-" + number + "]";
        Duration moment = Duration.ofNanos(random.nextInt(8_000_000));
        int fate = random.nextInt(10);
        Duration limit = fate == 0 ? Duration.ofMillis(1 + random.nextInt(4)) : Duration.ofMinutes(1);
        Sinks.Empty<Void> inside = Sinks.empty();
        Flux<?> operation = operation(random.nextInt(8), name, random, limit, inside::tryEmitEmpty);
        Flux<?> fated = switch (fate) {
            case 1 -> operation.takeUntilOther(Mono.delay(moment));
            case 2 -> operation.takeUntilOther(Mono.empty());
            case 3 -> operation.take(1);
            case 4 -> operation.timeout(moment.plusMillis(1));
            case 5 -> operation.takeUntilOther(database.fetchValue(Long.class, "SELECT 1"));
            case 6 -> operation.takeUntilOther(inside.asMono());
            default -> operation;
        };
        return fated.then().onErrorResume(failure -> {
            boolean asked = (fate == 4 && failure instanceof TimeoutException)
                    || (fate == 0 && failure instanceof QueryTimeoutException);
            timeouts.increment();
            if (!asked) {
                surprises.add(name + " with fate " + fate + ": " + failure);
            }
            return Mono.empty();
        });
    }

    /** @param inside to be run when a transaction has done a part of its work */
    private Flux<?> operation(int kind, String name, Random random, Duration limit, Runnable inside) {
        Query scan = database.sql("SELECT id FROM fixed").timeout(limit);
        int id = random.nextInt(FIXED_ROWS);
        // Long enough to meet a short timeout, else short.
        long length = limit.compareTo(Duration.ofSeconds(1)) < 0 ? 200_000 : 500;
        return switch (kind) {
            case 0 -> expecting(name, (long) id, point(id, limit));
            case 1 ->
                expecting(name, SUM, scan.as(Long.class).all().limitRate(32).reduce(0L, Long::sum));
            case 2 -> scan.as(Long.class).all().limitRate(1 + random.nextInt(300));
            case 3 ->
                expecting(
                        name,
                        length,
                        database.sql(COUNTING)
                                .bind(0, length)
                                .timeout(limit)
                                .as(Long.class)
                                .one());
            case 4 ->
                acknowledging(
                        name,
                        database.sql(INSERT)
                                .bindValues(name, 0, 1)
                                .timeout(limit)
                                .rowsUpdated());
            case 5 ->
                acknowledging(
                        name,
                        database.inTransaction(transaction -> threeRows(name)
                                .doOnSuccess(rows -> inside.run())
                                .then(point(id, limit))));
            case 6 ->
                expecting(
                        name,
                        SUM,
                        database.inTransaction(
                                TransactionOptions.DEFAULT.withReadOnly(),
                                transaction -> point(id, limit)
                                        .doOnSuccess(row -> inside.run())
                                        .then(scan.as(Long.class).all().reduce(0L, Long::sum))));
            default ->
                acknowledging(
                        name,
                        Flux.usingWhen(
                                        driver.create(),
                                        connection -> overTheDriver(connection, name, inside),
                                        Connection::close)
                                .then());
        };
    }

    private Mono<Long> point(int id, Duration limit) {
        return database.sql("SELECT id FROM fixed WHERE id = ?")
                .bind(0, id)
                .timeout(limit)
                .as(Long.class)
                .one();
    }

    private Mono<Long> threeRows(String name) {
        List<Map<String, Object>> rows = Stream.of(0, 1, 2)
                .<Map<String, Object>>map(part -> Map.of("work", name, "part", part, "parts", 3))
                .toList();
        return database.executeMany("INSERT INTO entry(work, part, parts) VALUES (:work, :part, :parts)", rows);
    }

    /** As a caller of the driver would that leaves everything to close(). */
    private static Publisher<Void> overTheDriver(Connection connection, String name, Runnable inside) {
        return Flux.concat(
                Mono.from(connection.beginTransaction()),
                Flux.range(0, 2)
                        .concatMap(part -> Flux.from(connection
                                        .createStatement("INSERT INTO entry(work, part, parts) VALUES (?, ?, 2)")
                                        .bind(0, name)
                                        .bind(1, part)
                                        .execute())
                                .concatMap(Result::getRowsUpdated)
                                .then()),
                Mono.fromRunnable(inside),
                Mono.from(connection.commitTransaction()));
    }

    private Flux<?> acknowledging(String name, Mono<?> write) {
        return write.doOnSuccess(done -> acknowledged.add(name)).flux();
    }

    private Flux<?> expecting(String name, Long expected, Mono<Long> read) {
        return read.doOnNext(value -> {
                    if (!value.equals(expected)) {
                        surprises.add(name + " read " + value + " instead of " + expected);
                    }
                })
                .flux();
    }
}
