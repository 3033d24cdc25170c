package dev.sluice;

import dev.sluice.spi.Access;
import dev.sluice.spi.LeakWatch.Origin;
import io.r2dbc.spi.Connection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Leases connections and gets each of them back, whatever happens: when its holder fails or is cancelled, when a timeout
 * drops it on the way to its holder, and when giving it back fails. Counts those that are out.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Client client;
    private final Gate out = new Gate();

    Leases(Client client) {
        this.client = client;
    }

    /**
     * Leases a connection.
     *
     * @param limit puts a time limit on the wait; what the limit drops is given back
     */
    Mono<Connection> acquire(Access access, UnaryOperator<Mono<Connection>> limit) {
        return Mono.deferContextual(context -> {
            var handover = new Handover(client.leaks.origin(context));
            return limit.apply(client.backend.acquire(access).doOnNext(handover::arrived))
                    // Completing without one would look like work that ended well to whoever has just cancelled it.
                    .flatMap(connection -> handover.taken() ? Mono.just(connection) : Mono.never())
                    .doOnError(error -> handover.abandoned())
                    .doOnCancel(handover::abandoned);
        });
    }

    /** Gives a connection back. Never fails: the work on it is done. */
    Mono<Void> giveBack(Connection connection) {
        return ended(connection, connection::close);
    }

    /** Ends a connection that nobody should get again. Never fails. */
    Mono<Void> discard(Connection connection) {
        return ended(connection, () -> client.backend.discard(connection));
    }

    /** Gives back or discards, by what the failure says of the connection. */
    Mono<Void> release(Connection connection, boolean doubtful) {
        return doubtful ? discard(connection) : giveBack(connection);
    }

    /** Completes when every connection is back. */
    Mono<Void> allBack() {
        return out.close();
    }

    private Mono<Void> ended(Connection connection, Supplier<? extends Publisher<Void>> how) {
        return Mono.defer(() -> {
            Disposable watch = client.leaks.leaving(connection);
            Mono<Void> closing = Mono.defer(() -> Mono.from(how.get()));
            return Limited.of(closing, client.settings.commitWait(), client.timers)
                    .onErrorResume(failed -> {
                        LOG.warn("A connection could not be given back; the work on it is done all the same", failed);
                        return Mono.empty();
                    })
                    // Not doFinally: whoever waits for the end would still see the connection as being out.
                    .doOnTerminate(() -> {
                        watch.dispose();
                        out.exit();
                    });
        });
    }

    /**
     * Sees to it that exactly one side closes a connection that arrives while its wait ends.
     *
     * <p>WAITING → the connection, when it arrives → TAKEN by its holder. From either of the first two → ABANDONED by a
     * timeout or cancellation; whoever then sees the connection, the one that abandons or the one that arrives, closes it.
     */
    private final class Handover {

        private static final Object WAITING = new Object();
        private static final Object TAKEN = new Object();
        private static final Object ABANDONED = new Object();

        private final @Nullable Origin origin;
        private final AtomicReference<Object> state = new AtomicReference<>(WAITING);

        Handover(@Nullable Origin origin) {
            this.origin = origin;
        }

        void arrived(Connection connection) {
            out.join();
            if (!state.compareAndSet(WAITING, connection)) {
                close(connection);
            }
        }

        boolean taken() {
            Object now = state.get();
            if (now instanceof Connection connection && state.compareAndSet(connection, TAKEN)) {
                client.leaks.leased(connection, origin);
                return true;
            }
            return false;
        }

        void abandoned() {
            Object before = state.getAndUpdate(now -> now == TAKEN ? TAKEN : ABANDONED);
            if (before instanceof Connection connection) {
                close(connection);
            }
        }

        /** Nobody is left who could subscribe. */
        private void close(Connection connection) {
            giveBack(connection).subscribe(nothing -> {}, error -> LOG.warn("Closing a connection failed", error));
        }
    }
}
