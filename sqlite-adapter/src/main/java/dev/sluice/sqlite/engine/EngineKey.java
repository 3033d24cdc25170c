package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.cipher.KeyMark;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of its key: the key as given until the file is unlocked, from then on only what its connections
 * need. Closing it wipes both.
 */
final class EngineKey implements AutoCloseable {

    private final @Nullable KeyMark mark;
    private final AtomicReference<@Nullable CipherKey> given;
    private final AtomicReference<@Nullable FileKey> ready = new AtomicReference<>();

    /** @param given is copied; null when the database is not encrypted */
    EngineKey(@Nullable CipherKey given) {
        this.mark = given == null ? null : new KeyMark(given);
        this.given = new AtomicReference<>(given == null ? null : given.copy());
    }

    /** True when there is no key. */
    boolean isPlain() {
        return mark == null;
    }

    /** True when this is the same key, or there is none in both places. */
    boolean fits(@Nullable CipherKey other) {
        return mark == null || other == null ? mark == null && other == null : mark.fits(other);
    }

    /**
     * The key for the connections; derived by the first call, which blocks. For the one thread that opens the engine. Null
     * when the database is not encrypted.
     */
    @Nullable
    FileKey unlock(FileUnlocking unlocking) {
        FileKey known = ready.get();
        if (known != null) {
            return known;
        }
        FileKey derived = unlocking.unlock(given.get());
        ready.set(derived);
        return derived;
    }

    /** The key as given is not needed any more. */
    void settle() {
        CipherKey key = given.getAndSet(null);
        if (key != null) {
            key.close();
        }
    }

    /** Forgets a derived key that turned out not to be the file's. */
    void reset() {
        FileKey key = ready.getAndSet(null);
        if (key != null) {
            key.close();
        }
    }

    /** Wipes both, and still knows whether another key is the same. */
    void forget() {
        settle();
        reset();
    }

    @Override
    public void close() {
        forget();
        if (mark != null) {
            mark.close();
        }
    }
}
