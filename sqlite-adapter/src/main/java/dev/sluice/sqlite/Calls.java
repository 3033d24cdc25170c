package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Call;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The calls of one execution: ready, or once the content of its Blobs and Clobs has been read. */
final class Calls {

    private final @Nullable List<Call> ready;
    private final Mono<List<Call>> later;

    private Calls(@Nullable List<Call> ready, Mono<List<Call>> later) {
        this.ready = ready;
        this.later = later;
    }

    static Calls of(List<Call> ready) {
        return new Calls(ready, Mono.empty());
    }

    static Calls of(Mono<List<Call>> later) {
        return new Calls(null, later);
    }

    /** What becomes of them, without an operator in between where they are ready. */
    Flux<SqliteResult> flatMapMany(Function<List<Call>, Flux<SqliteResult>> next) {
        return ready == null ? later.flatMapMany(next) : next.apply(ready);
    }
}
