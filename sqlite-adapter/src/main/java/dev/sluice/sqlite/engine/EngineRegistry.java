package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One engine per canonical file, or name in memory, in this JVM: opened by the first who asks, shared by all, closed by
 * the last who gives it back. Two engines on one file would not see each other's locks.
 */
public final class EngineRegistry {

    private static final EngineRegistry SHARED = new EngineRegistry();

    private final Map<DatabaseLocation, Entry> entries = new ConcurrentHashMap<>();

    private EngineRegistry() {}

    /** The JVM's registry. */
    public static EngineRegistry shared() {
        return SHARED;
    }

    /**
     * Opens an engine or joins an open one. Cold; the file is touched on a thread that may block.
     *
     * @return the engine, or an error when the file cannot be used or is open with other options
     */
    public Mono<Share> open(DatabaseLocation location, EngineOptions options) {
        return Mono.fromCallable(() -> EngineOpener.canonical(location, options))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(canonical -> join(canonical, options));
    }

    private Mono<Share> join(DatabaseLocation location, EngineOptions options) {
        var refused = new AtomicReference<@Nullable R2dbcException>();
        Entry entry = entries.compute(location, (key, known) -> {
            Entry shared = known == null ? new Entry(this, key, options) : known;
            boolean fits = shared.options.equals(options);
            if (!shared.closing && !fits) {
                refused.set(differs(key));
            } else if (!shared.closing) {
                shared.users++;
            }
            return shared;
        });
        R2dbcException differs = refused.get();
        if (differs != null) {
            return Mono.error(differs);
        }
        if (entry.closing) {
            return entry.closed.asMono().then(Mono.defer(() -> join(location, options)));
        }
        return entry.engine
                .map(engine -> new Share(this, entry, engine))
                .doOnError(failure -> leave(entry))
                .doOnCancel(() -> leave(entry));
    }

    /** Keeps an engine that was opened, unless all who wanted it have gone meanwhile. */
    private Mono<Engine> keep(Entry entry, Engine opened) {
        Entry known = entries.computeIfPresent(entry.location, (key, current) -> {
            current.isOpen |= current == entry;
            return current;
        });
        return known == entry
                ? Mono.just(opened)
                : opened.close(Duration.ZERO).then(Mono.error(EngineFailures.closed(entry.location.name())));
    }

    /** Gives up one use; true when it was the last. */
    private boolean leave(Entry entry) {
        var last = new AtomicBoolean();
        entries.computeIfPresent(entry.location, (key, known) -> {
            if (known != entry || --entry.users > 0) {
                return known;
            }
            last.set(true);
            entry.closing = entry.isOpen;
            return entry.isOpen ? known : null;
        });
        return last.get();
    }

    private Mono<Void> close(Share share, Duration grace) {
        Entry entry = share.entry;
        if (!leave(entry)) {
            return Mono.empty();
        }
        // Before the signal goes on: whoever was told that it is closed can open it anew at once.
        return share.engine.close(grace).doOnTerminate(() -> {
            entries.remove(entry.location, entry);
            entry.closed.tryEmitEmpty();
        });
    }

    private static R2dbcException differs(DatabaseLocation location) {
        return new R2dbcNonTransientResourceException(
                "The database " + location.name() + " is already open in this JVM with other options; open it with the"
                        + " same options, or close it first",
                "08001",
                0);
    }

    /** One opened database; its counters are guarded by the map's lock on its key. */
    private static final class Entry {

        private final DatabaseLocation location;
        private final EngineOptions options;
        private final Mono<Engine> engine;
        private final Sinks.Empty<Void> closed = Sinks.empty();
        private int users;
        private volatile boolean isOpen;
        private volatile boolean closing;

        Entry(EngineRegistry registry, DatabaseLocation location, EngineOptions options) {
            this.location = location;
            this.options = options;
            this.engine = Mono.fromCallable(() -> EngineOpener.open(location, options))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(opened -> registry.keep(this, opened))
                    .cache();
        }
    }

    /** One use of an engine. */
    public static final class Share {

        private final EngineRegistry registry;
        private final Entry entry;
        private final Engine engine;
        private final AtomicReference<@Nullable Mono<Void>> closing = new AtomicReference<>();

        private Share(EngineRegistry registry, Entry entry, Engine engine) {
            this.registry = registry;
            this.entry = entry;
            this.engine = engine;
        }

        /** The engine. */
        public Engine engine() {
            return engine;
        }

        /** Gives the use back; the last one closes the engine, waiting up to the grace for what is running. Idempotent. */
        public Mono<Void> close(Duration grace) {
            return Mono.defer(() -> {
                Mono<Void> mine = Mono.defer(() -> registry.close(this, grace)).cache();
                closing.compareAndSet(null, mine);
                Mono<Void> first = closing.get();
                return first == null ? Mono.empty() : first;
            });
        }
    }
}
