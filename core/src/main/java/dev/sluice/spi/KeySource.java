package dev.sluice.spi;

import reactor.core.publisher.Mono;

/** Where a secret key comes from: given directly, an environment variable, a SOPS file. Its toString names the place, never the key. */
@FunctionalInterface
public interface KeySource {

    /**
     * Fetches the key anew. Cold; may block a thread of its own, never the subscriber's. The caller clears the array
     * after use.
     */
    Mono<byte[]> key();
}
