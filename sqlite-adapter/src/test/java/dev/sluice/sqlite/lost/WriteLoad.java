package dev.sluice.sqlite.lost;

import dev.sluice.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The program of a child JVM: writes at once from several places, one row, a transaction of rows or many rows in bulk at
 * a time, and says which works were acknowledged, until it is told to stop. Each row says to which work it belongs, and
 * how many rows that has.
 *
 * <p>Says {@code ready -}, then {@code ack name} or {@code failed name error} for each work, and {@code closed -}.
 */
public final class WriteLoad {

    static final String TABLE = "CREATE TABLE IF NOT EXISTS entry (work TEXT NOT NULL, part INTEGER NOT NULL,"
            + " parts INTEGER NOT NULL, PRIMARY KEY (work, part)) WITHOUT ROWID";
    private static final String INSERT = "INSERT INTO entry(work, part, parts) VALUES (?, ?, ?)";

    private final Database database;
    private final String run;
    private final AtomicBoolean stopped = new AtomicBoolean();

    WriteLoad(Database database, String run) {
        this.database = database;
        this.run = run;
    }

    /** Arguments: the database's URL, a name for this run, how many places write. */
    public static void main(String[] arguments) throws IOException {
        Database database = Database.open(arguments[0]);
        var load = new WriteLoad(database, arguments[1]);
        database.execute(TABLE).block();
        Said.say("ready", "-");
        Mono<Void> running = load.write(Integer.parseInt(arguments[2])).cache();
        running.subscribe();
        Said.awaitOrder();
        load.stopped.set(true);
        running.block();
        database.close().block();
        Said.say("closed", "-");
    }

    /** Writes from so many places until it is stopped; each place ends with its first failure. */
    Mono<Void> write(int places) {
        return Flux.range(0, places)
                .flatMap(place -> place(place).onErrorComplete(), places)
                .then();
    }

    private Mono<Void> place(int place) {
        return Flux.range(0, Integer.MAX_VALUE)
                .takeWhile(turn -> !stopped.get())
                .concatMap(turn -> acknowledged("[" + run + "-" + place + "-" + turn + "]", place + turn), 1)
                .then();
    }

    private Mono<Void> acknowledged(String work, int kind) {
        return work(work, kind)
                .doOnSuccess(done -> Said.say("ack", work))
                .doOnError(failure -> Said.say("failed", work + " " + Said.described(failure)))
                .then();
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
