package dev.sluice;

import dev.sluice.spi.TransactionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, tells and logs how attempts of one transaction ended. */
final class OutcomeReport {

    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Client client;
    private final long startedAt = System.nanoTime();

    OutcomeReport(Client client) {
        this.client = client;
    }

    void committed(Scope scope, boolean callerIsGone) {
        client.counters.commits.increment();
        client.budget.earn();
        client.listeners.onCommit(event(scope, null));
        if (callerIsGone) {
            LOG.info(
                    "Transaction {} was committed after its caller had cancelled",
                    scope.name().orElse("(unnamed)"));
        } else {
            LOG.debug("Committed {} at attempt {}", scope.name().orElse("(unnamed)"), scope.attempt());
        }
    }

    void rolledBack(Scope scope, @Nullable Throwable cause) {
        client.counters.rollbacks.increment();
        client.listeners.onRollback(event(scope, cause));
        LOG.debug("Rolled back {} at attempt {}", scope.name().orElse("(unnamed)"), scope.attempt());
    }

    void unknown(Scope scope, Throwable cause, boolean callerIsGone) {
        client.counters.unknown.increment();
        client.listeners.onUnknown(event(scope, cause));
        if (callerIsGone) {
            LOG.warn(
                    "The outcome of transaction {} is unknown, and its caller had cancelled",
                    scope.name().orElse("(unnamed)"),
                    cause);
        }
    }

    private TransactionEvent event(Scope scope, @Nullable Throwable cause) {
        var elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        return new TransactionEvent(scope.name().orElse(null), scope.attempt(), scope.written(), elapsed, cause);
    }
}
