package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the rest of the WAL back between two units of the writer, while nothing is added to it, so that the next commit
 * starts it anew. Readers are not waited for: where one needs an older page, the WAL grows on until the next time.
 */
final class WalRestart extends Unit {

    private static final Logger log = LoggerFactory.getLogger(WalRestart.class);

    private final WalWatch watch;
    private final Counters counters;

    WalRestart(WalWatch watch, Counters counters) {
        this.watch = watch;
        this.counters = counters;
    }

    @Override
    boolean claim() {
        return true;
    }

    @Override
    void run(Lane lane, Home home) {
        boolean complete = false;
        try {
            String how = watch.isOversized() ? "TRUNCATE" : "RESTART";
            complete = "0".equals(lane.connection().ask("PRAGMA wal_checkpoint(" + how + ")"));
            counters.checkpointed();
        } catch (R2dbcException failure) {
            log.warn("The WAL could not be copied back; it keeps growing until that succeeds", failure);
        }
        watch.done(counters.commits(), complete);
    }

    @Override
    void reject(R2dbcException why) {
        watch.done(counters.commits(), false);
    }

    @Override
    void abandon(R2dbcException why) {
        watch.done(counters.commits(), false);
    }
}
