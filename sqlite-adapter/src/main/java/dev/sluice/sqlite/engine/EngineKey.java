package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.cipher.KeyMark;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of its key: the key as given until the file is unlocked, from then on only what its connections
 * need. Closing it wipes both.
 */
final class EngineKey implements AutoCloseable {

    private final @Nullable KeyMark mark;
    private @Nullable CipherKey given;
    private @Nullable FileKey ready;

    /** @param given is copied; null when the database is not encrypted */
    EngineKey(@Nullable CipherKey given) {
        this.mark = given == null ? null : new KeyMark(given);
        this.given = given == null ? null : given.copy();
    }

    /** True when there is no key. */
    boolean isPlain() {
        return mark == null;
    }

    /** True when this is the same key, or there is none in both places. */
    boolean fits(@Nullable CipherKey other) {
        return mark == null || other == null ? mark == null && other == null : mark.fits(other);
    }

    /** The key for the connections; derived by the first call, which blocks. Null when the database is not encrypted. */
    synchronized @Nullable FileKey unlock(FileUnlocking unlocking) {
        CipherKey key = given;
        if (ready == null) {
            ready = unlocking.unlock(key);
        }
        return ready;
    }

    /** The key as given is not needed any more. */
    synchronized void settle() {
        if (given != null) {
            given.close();
            given = null;
        }
    }

    /** Forgets a derived key that turned out not to be the file's. */
    synchronized void reset() {
        if (ready != null) {
            ready.close();
            ready = null;
        }
    }

    @Override
    public synchronized void close() {
        settle();
        reset();
        if (mark != null) {
            mark.close();
        }
    }
}
