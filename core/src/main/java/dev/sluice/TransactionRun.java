package dev.sluice;

import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.spi.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One outermost transaction for one subscriber: its attempts, one after the other, and what is told of their failures. */
final class TransactionRun {

    private final Client client;
    private final TransactionOptions options;
    private final RetryPolicy retry;
    private final OutcomeReport report;
    private final List<Throwable> earlier = new ArrayList<>();

    TransactionRun(Client client, TransactionOptions options) {
        this.client = client;
        this.options = options;
        this.retry = options.retry().orElse(client.settings.retry());
        this.report = new OutcomeReport(client);
    }

    /** Runs the body until an attempt commits or fails for good. */
    <T> Mono<T> run(Function<? super Transaction, ? extends Mono<T>> body) {
        return attempts(1, Deadline.of(client, options), body);
    }

    private <T> Mono<T> attempts(int number, Deadline deadline, Function<? super Transaction, ? extends Mono<T>> body) {
        Attempt attempt = attempt(number, deadline);
        return attempt.run(body)
                .onErrorResume(error -> afterFailure(number, deadline, attempt, error)
                        .then(Mono.defer(() -> attempts(number + 1, deadline, body))));
    }

    /** Streams the body's values; one attempt only, because they are emitted before the commit. */
    <T> Flux<T> stream(Function<? super Transaction, ? extends Publisher<T>> body) {
        Attempt attempt = attempt(1, Deadline.ofStream(client, options));
        return attempt.stream(body).onErrorMap(error -> failure(attempt, attempt.verdict(error), error));
    }

    private Attempt attempt(int number, Deadline deadline) {
        client.listeners.onAttempt(options.name().orElse(null), number);
        return new Attempt(client, options, number, deadline, report);
    }

    private Mono<Void> afterFailure(int number, Deadline deadline, Attempt attempt, Throwable error) {
        Verdict verdict = attempt.verdict(error);
        Throwable failure = failure(attempt, verdict, error);
        boolean again = verdict == Verdict.RERUN || (verdict == Verdict.UNKNOWN && options.idempotentBody());
        Duration wait = retry.backoff(number, client.environment.random().getAsDouble());
        if (!again || number >= retry.maxAttempts() || !deadline.allows(wait) || !client.budget.spend()) {
            earlier.forEach(before -> Attempt.suppress(failure, before));
            return Mono.error(failure);
        }
        earlier.add(failure);
        client.counters.retries.increment();
        return Mono.delay(wait, client.environment.timer()).then();
    }

    private Throwable failure(Attempt attempt, Verdict verdict, Throwable error) {
        if (attempt.isBodys(error)) {
            return error;
        }
        Throwable translated =
                client.errors.translate(error, null, options.name().orElse(null));
        if (verdict != Verdict.UNKNOWN || translated instanceof AmbiguousCommitException) {
            return translated;
        }
        return new AmbiguousCommitException(
                "COMMIT of the transaction" + options.label()
                        + " was sent and its answer never came; the transaction may or may "
                        + "not be stored. Read back what it wrote before running it again, or declare its body idempotent",
                translated instanceof DatabaseException ours ? ours.details() : ErrorDetails.NONE,
                error);
    }
}
