package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionTimeoutException;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When one transaction must have ended, counted from its subscription over all attempts; zero is never. */
final class Deadline {

    private final Client client;
    private final TransactionOptions options;
    private final Duration timeout;
    private final long startedAt;

    private Deadline(Client client, TransactionOptions options, Duration timeout) {
        this.client = client;
        this.options = options;
        this.timeout = Timers.bounded(timeout);
        this.startedAt = client.environment.clock().millis();
    }

    static Deadline of(Client client, TransactionOptions options) {
        return new Deadline(client, options, options.timeout().orElse(client.settings.transactionTimeout()));
    }

    /** The Database's deadline is not one for streams, which last as long as their consumer; a given one is. */
    static Deadline ofStream(Client client, TransactionOptions options) {
        return new Deadline(client, options, options.timeout().orElse(Duration.ZERO));
    }

    <T> Mono<T> limit(Mono<T> work) {
        if (timeout.isZero()) {
            return work;
        }
        return Mono.defer(() -> new Limited<>(work, remaining(), client.timers, this::passed));
    }

    <T> Flux<T> limit(Flux<T> work) {
        if (timeout.isZero()) {
            return work;
        }
        return Flux.defer(() -> work.takeUntilOther(
                Mono.delay(remaining(), client.environment.timer()).then(Mono.error(this::passed))));
    }

    /** True when there is time left after this wait. */
    boolean allows(Duration wait) {
        return timeout.isZero() || remaining().compareTo(wait) > 0;
    }

    private Duration remaining() {
        Duration left = timeout.minusMillis(client.environment.clock().millis() - startedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Throwable passed() {
        return new TransactionTimeoutException(
                "The transaction" + options.label() + " was rolled back after its deadline of " + timeout.toMillis()
                        + " ms; shorten it or raise the deadline (TransactionOptions.withTimeout, or the setting "
                        + "transactionTimeout)",
                ErrorDetails.NONE,
                null);
    }
}
