package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.Engine;
import dev.sluice.sqlite.engine.EngineRegistry;
import dev.sluice.sqlite.engine.EngineRegistry.Share;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A factory's use of its engine: opened by the first who needs it, given back when the factory closes. A failed opening
 * is tried again by the next caller.
 */
final class Opening {

    private final SqliteOptions options;
    private final AtomicReference<@Nullable Mono<Share>> share = new AtomicReference<>();
    private volatile @Nullable Engine opened;
    private volatile boolean closed;

    Opening(SqliteOptions options) {
        this.options = options;
    }

    SqliteOptions options() {
        return options;
    }

    /** The engine, once it is open; without delay from then on. */
    Mono<Engine> engine() {
        Engine ready = opened;
        return ready != null && !closed ? Mono.just(ready) : Mono.defer(this::open);
    }

    /** The engine if it is open now. */
    Optional<Engine> current() {
        return closed ? Optional.empty() : Optional.ofNullable(opened);
    }

    private Mono<Engine> open() {
        if (closed) {
            return Mono.error(new R2dbcNonTransientResourceException(
                    "The connection factory of " + options.location().name() + " is closed; create another one",
                    "08003",
                    0));
        }
        share.compareAndSet(null, fresh());
        Mono<Share> opening = share.get();
        return opening == null ? open() : opening.map(Share::engine);
    }

    private Mono<Share> fresh() {
        var self = new AtomicReference<@Nullable Mono<Share>>();
        Mono<Share> opening = EngineRegistry.shared()
                .open(options.location(), options.engine(), options.key())
                .doOnNext(got -> opened = got.engine())
                .doOnError(failure -> share.compareAndSet(self.get(), null))
                .cache();
        self.set(opening);
        return opening;
    }

    Mono<Void> close(Duration grace) {
        return Mono.defer(() -> {
            closed = true;
            Mono<Share> opening = share.get();
            return opening == null
                    ? Mono.empty()
                    : opening.flatMap(got -> got.close(grace)).onErrorComplete(failure -> opened == null);
        });
    }
}
