package dev.sluice.keys;

import dev.sluice.error.KeyException;
import dev.sluice.error.Printable;
import dev.sluice.keys.sops.SopsFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A key in a file that SOPS encrypted. */
final class SopsKeySource implements KeySource {

    private final Path file;
    private final String name;
    private final Map<String, String> environment;

    SopsKeySource(Path file, String name, Map<String, String> environment) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of the key in the SOPS file must not be blank");
        }
        this.file = file;
        this.name = name;
        this.environment = environment;
    }

    @Override
    public Mono<Key> resolve() {
        return Mono.defer(() -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            return Mono.fromCallable(() -> readUnless(cancelled))
                    .subscribeOn(Schedulers.boundedElastic())
                    .doOnCancel(() -> cancelled.set(true))
                    .doOnDiscard(Key.class, Key::close);
        });
    }

    /** Null once nobody waits any more: the failure that follows a cancellation is no news, and a key must not stay. */
    private @Nullable Key readUnless(AtomicBoolean cancelled) {
        Key key;
        try {
            byte[] text = new SopsFile(file, environment).value(name);
            key = KeyText.read(text, "The " + this);
        } catch (KeyException refused) {
            if (cancelled.get()) {
                return null;
            }
            throw refused;
        }
        if (cancelled.get()) {
            key.close();
            return null;
        }
        return key;
    }

    @Override
    public String toString() {
        return "key " + Printable.excerpt(name) + " of SOPS file " + Printable.escape(file.toString());
    }
}
