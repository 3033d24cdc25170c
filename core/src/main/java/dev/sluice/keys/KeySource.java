package dev.sluice.keys;

import dev.sluice.error.KeyException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Where a key comes from. Its toString names the place, never the key.
 *
 * <p>A key that is kept as text (in a variable or a file) is a passphrase, or a raw key when it is written as
 * {@code hex:<digits>}, {@code base64:<text>} or SQLCipher's {@code x'<digits>'}.
 */
@FunctionalInterface
public interface KeySource {

    /**
     * Fetches the key anew for each subscriber, who closes it. Cold; reads files and runs programs on a thread that may
     * block, never on the subscriber's, and emits there; what needs neither is emitted at once. A key that nobody takes because of a cancellation is wiped; a
     * program that runs then is ended. Fails with {@link KeyException}.
     */
    Mono<Key> resolve();

    /**
     * Fetches the key, hands it to some work, and wipes it when the work ends, fails or is cancelled. Cold; the work
     * begins on the thread of {@link #resolve}.
     */
    default <T> Mono<T> use(Function<? super Key, ? extends Mono<T>> work) {
        return Mono.usingWhen(resolve(), work, key -> Mono.fromRunnable(key::close));
    }

    /**
     * A passphrase given in code, taken as it is. The array is copied, and the caller's to clear; the copy lives as long
     * as the source.
     *
     * @throws KeyException when it is empty or not Unicode text
     */
    static KeySource passphrase(char[] passphrase) {
        return new GivenKeySource(Key.passphrase(passphrase), "a passphrase given in code");
    }

    /**
     * A raw key given in code. The array is copied, and the caller's to clear; the copy lives as long as the source.
     *
     * @throws KeyException when it has less than 16 bytes
     */
    static KeySource raw(byte[] bytes) {
        return new GivenKeySource(Key.raw(bytes), "a raw key given in code");
    }

    /** An environment variable of this process, read at each {@link #resolve}. */
    static KeySource environment(String variable) {
        return environment(variable, System.getenv());
    }

    /** A variable of the given environment. */
    static KeySource environment(String variable, Map<String, String> environment) {
        return new EnvironmentKeySource(variable, environment);
    }

    /**
     * A value in a file that SOPS encrypted: {@code .yaml}, {@code .yml}, {@code .json}, {@code .env}, {@code .ini}; any
     * other name is SOPS's binary format, whose one value is called {@code data}. Age identities are looked for where
     * SOPS looks for them.
     *
     * <p>What is encrypted for age is decrypted in memory and its integrity verified; nothing is written to disk. What is
     * not (PGP, cloud services, age plugins, SSH keys) is decrypted by the program {@code sops}, which must be on the PATH.
     *
     * @param name the name of a value at the top, or a path such as {@code database.key} or {@code keys.0}; in INI files
     *     {@code section.key}
     */
    static KeySource sops(Path file, String name) {
        return sops(file, name, System.getenv());
    }

    /** As {@link #sops(Path, String)}, with identities and programs of the given environment. */
    static KeySource sops(Path file, String name, Map<String, String> environment) {
        return new SopsKeySource(file, name, environment);
    }
}
