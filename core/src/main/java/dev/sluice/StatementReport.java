package dev.sluice;

import dev.sluice.spi.StatementEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Counts one statement, tells the listeners how it ended, and logs it when it was slow. */
final class StatementReport {

    private static final Logger LOG = LoggerFactory.getLogger("dev.sluice.sql");

    private final Client client;
    private final DefaultQuery query;
    private final long startedAt = System.nanoTime();

    StatementReport(Client client, DefaultQuery query) {
        this.client = client;
        this.query = query;
    }

    /** Reports the end of this work before its subscriber learns of it. */
    <T> Flux<T> on(Flux<T> work, LongSupplier rows) {
        return work.doOnError(error -> ended(rows.getAsLong(), error))
                .doOnComplete(() -> ended(rows.getAsLong(), null))
                .doOnCancel(() -> ended(rows.getAsLong(), null));
    }

    /** The statement has ended. */
    void ended(long rows, @Nullable Throwable failure) {
        client.counters.statements.increment();
        if (failure != null) {
            client.counters.failures.increment();
        }
        Duration slow = client.settings.slowQuery();
        if (client.listeners.isEmpty() && slow.isZero()) {
            return;
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        client.listeners.onStatement(
                new StatementEvent(query.text(), query.label(), query.info(), elapsed, rows, failure));
        if (!slow.isZero() && elapsed.compareTo(slow) >= 0) {
            LOG.warn("Slow statement: {} ms, {} rows{}", elapsed.toMillis(), rows, query.describe());
        }
    }
}
