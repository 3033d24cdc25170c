package dev.sluice.keys;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import dev.sluice.error.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A key in an environment variable. The JVM keeps the variables as strings, which nobody can wipe. */
final class EnvironmentKeySource implements KeySource {

    private final String variable;
    private final Map<String, String> environment;

    EnvironmentKeySource(String variable, Map<String, String> environment) {
        if (variable.isBlank()) {
            throw new IllegalArgumentException("The name of the environment variable must not be blank");
        }
        this.variable = variable;
        this.environment = environment;
    }

    @Override
    public Mono<Key> resolve() {
        return Mono.fromCallable(this::read).doOnDiscard(Key.class, Key::close);
    }

    private Key read() {
        String text = environment.get(variable);
        if (text == null || text.isEmpty()) {
            throw new KeyException(
                    KeyProblem.NOT_SET,
                    this + " is " + (text == null ? "not set" : "empty")
                            + "; set it to the key, or name another source of the key");
        }
        return KeyText.read(text.getBytes(StandardCharsets.UTF_8), toString());
    }

    @Override
    public String toString() {
        return "environment variable " + Printable.excerpt(variable);
    }
}
