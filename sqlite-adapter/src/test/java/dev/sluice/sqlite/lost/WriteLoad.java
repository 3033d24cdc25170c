package dev.sluice.sqlite.lost;

import dev.sluice.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The program of a child JVM: writes at once from several places, one row, a transaction of rows or many rows in bulk at
 * a time, and says which works were acknowledged. Each row says to which work it belongs, and how many rows that has.
 *
 * <p>Says {@code ready -}, {@code ack work} or {@code failed work error} for each, {@code ended} with the number of rows
 * once no place writes any more, and {@code closed -}. Ordered {@code again}, it opens the database anew and goes on;
 * ordered anything else, it ends.
 */
public final class WriteLoad {

    private static final String TABLE = "CREATE TABLE IF NOT EXISTS entry (work TEXT NOT NULL, part INTEGER NOT NULL,"
            + " parts INTEGER NOT NULL, PRIMARY KEY (work, part)) WITHOUT ROWID";
    private static final String INSERT = "INSERT INTO entry(work, part, parts) VALUES (?, ?, ?)";

    private final Database database;
    private final String run;
    private final BiConsumer<String, String> said;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * @param run a name for the works, unless others have it
     * @param said takes what the program would say: a word and a text
     */
    WriteLoad(Database database, String run, BiConsumer<String, String> said) {
        this.database = database;
        this.run = run;
        this.said = said;
    }

    /** Arguments: the database's URL, a name for this run, how many places write. */
    public static void main(String[] arguments) throws IOException {
        String order = "again";
        for (int time = 0; order.equals("again"); time++) {
            Database database = Database.open(arguments[0]);
            var load = new WriteLoad(database, arguments[1] + time, Said::say);
            order = load.writeUntilOrdered(Integer.parseInt(arguments[2]));
            database.close().block();
            Said.say("closed", "-");
        }
    }

    private String writeUntilOrdered(int places) throws IOException {
        create().block();
        Said.say("ready", "-");
        Mono<Void> running = write(places).then(sayRows()).cache();
        running.subscribe();
        String order = Said.awaitOrder();
        stop();
        running.block();
        return order;
    }

    private Mono<Void> sayRows() {
        return database.fetchValue(Long.class, "SELECT count(*) FROM entry")
                .doOnNext(rows -> Said.say("ended", rows.toString()))
                .then();
    }

    /** Makes the table if need be. */
    Mono<Void> create() {
        return database.execute(TABLE).then();
    }

    /** Writes from so many places until it is stopped; a place also ends when the database takes no more writes. */
    Mono<Void> write(int places) {
        return Flux.range(0, places)
                .flatMap(place -> place(place).onErrorComplete(), places)
                .then();
    }

    /** Lets each place finish what it does, and no more. */
    void stop() {
        stopped.set(true);
    }

    private Mono<Void> place(int place) {
        return Flux.range(0, Integer.MAX_VALUE)
                .takeWhile(turn -> !stopped.get())
                .concatMap(turn -> acknowledged("[" + run + "-" + place + "-" + turn + "]", place + turn), 1)
                .then();
    }

    private Mono<Long> acknowledged(String work, int kind) {
        return work(work, kind)
                .doOnSuccess(done -> said.accept("ack", work))
                .doOnError(failure -> said.accept("failed", work + " " + Said.described(failure)))
                .onErrorResume(failure -> !Said.described(failure).startsWith("08006"), failure -> Mono.empty());
    }

    private Mono<Long> work(String work, int kind) {
        return switch (kind % 4) {
            case 0 -> transaction(work);
            case 1 -> bulk(work);
            default -> database.execute(INSERT, work, 0, 1);
        };
    }

    private Mono<Long> transaction(String work) {
        return database.inTransaction(transaction -> Flux.range(0, 5)
                .concatMap(part -> database.execute(INSERT, work, part, 5))
                .reduce(0L, Long::sum));
    }

    private Mono<Long> bulk(String work) {
        List<Map<String, Object>> rows = IntStream.range(0, 20)
                .<Map<String, Object>>mapToObj(part -> Map.of("work", work, "part", part, "parts", 20))
                .toList();
        return database.executeMany("INSERT INTO entry(work, part, parts) VALUES (:work, :part, :parts)", rows);
    }
}
