package dev.sluice;

import dev.sluice.spi.LeakWatch;
import dev.sluice.spi.LeakWatch.Origin;
import io.r2dbc.spi.Connection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Knows of each leased connection where the program asked for it, and has it watched while it is held. The place travels
 * from the façade to the lease in the Reactor Context, under this object as key. Does nothing at all when it is off.
 */
final class LeakDetection {

    private final LeakWatch watch;
    private final boolean isOn;
    private final Map<Connection, Lease> leases = Collections.synchronizedMap(new IdentityHashMap<>());

    LeakDetection(LeakWatch watch) {
        this.watch = watch;
        this.isOn = watch != LeakWatch.OFF;
    }

    /** Tells by the place that is calling now what this work will lease. */
    <T> Mono<T> openedHere(Supplier<String> what, Mono<T> work) {
        Origin here = watch.here(what);
        return here == null ? work : work.contextWrite(context -> context.put(this, here));
    }

    /** As {@link #openedHere(Supplier, Mono)}. */
    <T> Flux<T> openedHere(Supplier<String> what, Flux<T> work) {
        Origin here = watch.here(what);
        return here == null ? work : work.contextWrite(context -> context.put(this, here));
    }

    /** Where the program asked for what runs in this context; null when nobody said. */
    @Nullable
    Origin origin(ContextView context) {
        return isOn ? context.getOrDefault(this, null) : null;
    }

    /** This connection was leased by work that was opened there. */
    void leased(Connection connection, @Nullable Origin origin) {
        if (origin != null) {
            leases.put(connection, new Lease(origin, Disposables.swap()));
        }
    }

    /** Counts from now on how long this leased connection is held. */
    void held(Connection connection) {
        Lease lease = isOn ? leases.get(connection) : null;
        if (lease != null) {
            lease.watch.update(watch.watch(lease.origin));
        }
    }

    /** Forgets a connection that is being given back; the result is disposed of when it is back. */
    Disposable leaving(Connection connection) {
        Lease lease = isOn ? leases.remove(connection) : null;
        return lease == null ? Disposables.disposed() : lease.watch;
    }

    private record Lease(Origin origin, Disposable.Swap watch) {}
}
