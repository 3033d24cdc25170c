package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Call;
import dev.sluice.sqlite.engine.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What statements run on: a logical connection, or an exclusive session. */
interface Runner {

    /**
     * The plan of a text.
     *
     * @throws io.r2dbc.spi.R2dbcException when it may not run here
     */
    Plan plan(String sql);

    /**
     * Runs a plan where it belongs. Called once for each subscription, when that comes.
     *
     * @param timeout how long it may run; null means as long as any statement of the connection
     */
    Flux<SqliteResult> run(Plan plan, Calls calls, @Nullable Duration timeout);

    /** The results of queries, each read when it is consumed. */
    static Flux<SqliteResult> queries(Calls calls, Function<Call, Flux<SqliteRow>> read) {
        return calls.flatMapMany(list -> list.size() == 1
                ? Flux.just(SqliteResult.ofQuery(read.apply(list.get(0))))
                : Flux.fromIterable(list).map(call -> SqliteResult.ofQuery(read.apply(call))));
    }

    /** The results of statements that have run when the first of them is emitted. */
    static Flux<SqliteResult> outcomes(Calls calls, Function<List<Call>, Mono<List<Outcome>>> write) {
        return calls.flatMapMany(list -> list.size() == 1
                ? write.apply(list)
                        .map(outcomes -> SqliteResult.ofOutcome(outcomes.get(0)))
                        .flux()
                : write.apply(list).flatMapIterable(outcomes -> outcomes).map(SqliteResult::ofOutcome));
    }
}
