package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread for what blocks and must hold up nobody: copies the WAL back on a connection of its own while the writer goes
 * on, syncs what waits behind a long statement, and looks after the files.
 */
final class Maintenance implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

    /** How often the size of the WAL is looked at, while there are commits. */
    private static final Duration ROUND = Duration.ofMillis(50);

    private final UnitQueue queue = new UnitQueue(Integer.MAX_VALUE);
    private final Supplier<NativeConnection> opener;
    private final FileWatch files;
    private final WalWatch watch;
    private final Acknowledgements acknowledgements;
    private final Consumer<Unit> writer;
    private final Counters counters;
    private @Nullable NativeConnection connection;

    /**
     * @param opener opens a connection for checkpoints
     * @param writer takes what only the writer can do
     */
    Maintenance(
            Supplier<NativeConnection> opener,
            FileWatch files,
            WalWatch watch,
            Acknowledgements acknowledgements,
            Consumer<Unit> writer,
            Counters counters) {
        this.opener = opener;
        this.files = files;
        this.watch = watch;
        this.acknowledgements = acknowledgements;
        this.writer = writer;
        this.counters = counters;
    }

    /** Does this work soon. */
    void submit(Runnable work) {
        queue.offer(new Continuation(work));
    }

    /** Ends the thread once its work is done. */
    void close() {
        queue.close();
    }

    @Override
    public void run() {
        while (round()) {
            // One piece of work, or none for some time.
        }
        NativeConnection held = connection;
        if (held != null) {
            held.close();
            counters.closed();
        }
    }

    /** False when the queue is closed and empty. */
    private boolean round() {
        Unit unit = queue.take(ROUND);
        if (unit == null && queue.isClosed()) {
            return false;
        }
        try {
            if (unit instanceof Continuation work) {
                work.work();
            }
            lookAround();
        } catch (Throwable unexpected) { // an Error would end the thread
            log.warn("Maintenance failed in an unexpected way", unexpected);
        }
        return true;
    }

    private void lookAround() {
        files.lookNowAndThen();
        if (acknowledgements.refusal() == null && watch.isDue(System.nanoTime(), counters.commits())) {
            checkpoint();
        }
    }

    /**
     * Copies the WAL back as far as no reader needs it, beside the writer. What was committed meanwhile is left; only the
     * writer can copy that, and start the WAL anew, without ever lagging behind itself.
     */
    private void checkpoint() {
        // What is committed from now on may not be in the copy.
        long commits = counters.commits();
        try {
            Object[] answer = connected().first("PRAGMA wal_checkpoint(PASSIVE)");
            counters.checkpointed();
            boolean complete = answer != null && answer[1] != null && answer[1].equals(answer[2]);
            if (complete && !watch.isOversized()) {
                watch.done(commits, true);
            } else {
                writer.accept(new WalRestart(watch, acknowledgements, counters));
            }
        } catch (R2dbcException failure) {
            acknowledgements.checkpointFailed(failure);
            watch.done(commits, false);
        } catch (RuntimeException | Error unexpected) {
            watch.done(commits, false);
            throw unexpected;
        }
    }

    private NativeConnection connected() {
        NativeConnection held = connection;
        if (held == null) {
            held = opener.get();
            connection = held;
            counters.opened();
        }
        return held;
    }
}
