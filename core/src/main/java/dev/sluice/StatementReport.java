package dev.sluice;

import dev.sluice.spi.StatementEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts one statement, tells the listeners how it ended, and logs it when it was slow. */
final class StatementReport implements Ending.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger("dev.sluice.sql");

    private final Client client;
    private final DefaultQuery query;
    private final LongSupplier rows;
    private final UnaryOperator<Throwable> translation;
    private final long startedAt = System.nanoTime();

    /**
     * Creates a report of a statement that starts now.
     *
     * @param rows how many rows there were, asked when it has ended
     * @param translation from the driver's failure to ours
     */
    StatementReport(Client client, DefaultQuery query, LongSupplier rows, UnaryOperator<Throwable> translation) {
        this.client = client;
        this.query = query;
        this.rows = rows;
        this.translation = translation;
    }

    @Override
    public void completed() {
        ended(null);
    }

    @Override
    public Throwable failed(Throwable failure) {
        Throwable translated = translation.apply(failure);
        ended(translated);
        return translated;
    }

    @Override
    public void cancelled() {
        ended(null);
    }

    private void ended(@Nullable Throwable failure) {
        client.counters.statements.increment();
        if (failure != null) {
            client.counters.failures.increment();
        }
        Duration slow = client.settings.slowQuery();
        if (client.listeners.isEmpty() && slow.isZero()) {
            return;
        }
        long count = rows.getAsLong();
        var elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        client.listeners.onStatement(
                new StatementEvent(query.text(), query.label(), query.info(), elapsed, count, failure));
        if (!slow.isZero() && elapsed.compareTo(slow) >= 0) {
            LOG.warn("Slow statement: {} ms, {} rows{}", elapsed.toMillis(), count, query.describe());
        }
    }
}
