package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherKey;
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
     * @param key resolved anew for this opening, and wiped after it; null when the database is not encrypted
     * @return the engine, or an error when the file cannot be used or is open with other options or another key
     */
    public Mono<Share> open(DatabaseLocation location, EngineOptions options, @Nullable Mono<CipherKey> key) {
        Mono<DatabaseLocation> canonical = Mono.fromCallable(() -> EngineOpener.canonical(location, options))
                .subscribeOn(Schedulers.boundedElastic());
        if (key == null) {
            return canonical.flatMap(real -> join(real, options, null));
        }
        R2dbcException refusal = EngineOpener.refusalWithKey(location, options);
        if (refusal != null) {
            return Mono.error(refusal);
        }
        return canonical.flatMap(real -> Mono.usingWhen(
                key.switchIfEmpty(Mono.error(() -> EncryptionFailures.impossible(
                        "The source of the key gave none; the database is not opened without"))),
                given -> join(real, options, given),
                given -> Mono.fromRunnable(given::close)));
    }

    /** True when the file of a database cannot be read without a key, as SQLite finds. Cold; for one that is open. */
    public Mono<Boolean> isEncrypted(DatabaseLocation location) {
        return Mono.fromCallable(() -> EncryptedFiles.isEncrypted(location)).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Gives a file another key, which blocks. Meanwhile whoever opens it in this JVM waits.
     *
     * @throws R2dbcException when it is open here or elsewhere
     */
    public void rekey(EncryptedFiles.Keyed before, EncryptedFiles.Keyed after, EngineOptions options) {
        DatabaseLocation real = EngineOpener.canonical(before.location(), options);
        var placeholder = new Entry(this, real, options, null);
        placeholder.closing = true;
        if (!(real instanceof DatabaseLocation.InFile file) || entries.putIfAbsent(real, placeholder) != null) {
            throw EncryptionFailures.inUse(real.name());
        }
        try {
            EncryptedFiles.rekey(file.path(), before, after);
        } finally {
            entries.remove(real, placeholder);
            placeholder.closed.tryEmitEmpty();
        }
    }

    private Mono<Share> join(DatabaseLocation location, EngineOptions options, @Nullable CipherKey key) {
        var refused = new AtomicReference<@Nullable R2dbcException>();
        Entry entry = entries.compute(location, (real, known) -> {
            Entry shared = known == null ? new Entry(this, real, options, key) : known;
            if (shared.closing) {
                return shared;
            }
            R2dbcException differs = shared.differs(options, key);
            if (differs != null) {
                refused.set(differs);
            } else {
                shared.users++;
            }
            return shared;
        });
        R2dbcException differs = refused.get();
        if (differs != null) {
            return Mono.error(differs);
        }
        if (entry.closing) {
            return entry.closed.asMono().then(Mono.defer(() -> join(location, options, key)));
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
                : opened.close(Duration.ZERO)
                        .doOnTerminate(entry.key::close)
                        .then(Mono.error(EngineFailures.closed(entry.location.name())));
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
            entry.key.close();
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
        private final EngineKey key;
        private final Mono<Engine> engine;
        private final Sinks.Empty<Void> closed = Sinks.empty();
        private int users;
        private volatile boolean isOpen;
        private volatile boolean closing;

        Entry(EngineRegistry registry, DatabaseLocation location, EngineOptions options, @Nullable CipherKey given) {
            this.location = location;
            this.options = options;
            this.key = new EngineKey(given);
            this.engine = Mono.fromCallable(() -> EngineOpener.open(location, options, key))
                    .subscribeOn(Schedulers.boundedElastic())
                    .doOnSuccess(opened -> key.settle())
                    .doOnError(failure -> key.forget())
                    .flatMap(opened -> registry.keep(this, opened))
                    .cache();
        }

        /** Why the database cannot be shared with somebody who wants these; null when it can. */
        @Nullable
        R2dbcException differs(EngineOptions others, @Nullable CipherKey other) {
            if (!key.fits(other)) {
                return EncryptionFailures.otherKey(location.name());
            }
            return options.equals(others) ? null : EngineRegistry.differs(location);
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
