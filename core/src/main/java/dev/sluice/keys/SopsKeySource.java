package dev.sluice.keys;

import dev.sluice.keys.sops.SopsFile;
import dev.sluice.settings.Printable;
import java.nio.file.Path;
import java.util.Map;
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
        return Mono.fromCallable(this::read)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnDiscard(Key.class, Key::close);
    }

    private Key read() {
        byte[] text = new SopsFile(file, environment).value(name);
        return KeyText.read(text, "The key " + Printable.escaped(name) + " of SOPS file " + printedFile());
    }

    private String printedFile() {
        return Printable.escaped(file.toString());
    }

    @Override
    public String toString() {
        return "key " + Printable.escaped(name) + " of SOPS file " + printedFile();
    }
}
