package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;

/**
 * Copies the rest of the WAL back between two units of the writer, while nothing is added to it, so that the next commit
 * starts it anew. Readers are not waited for: where one needs an older page, the WAL grows on until the next time.
 */
final class WalRestart extends Unit {

    private final WalWatch watch;
    private final Acknowledgements acknowledgements;
    private final Counters counters;

    WalRestart(WalWatch watch, Acknowledgements acknowledgements, Counters counters) {
        this.watch = watch;
        this.acknowledgements = acknowledgements;
        this.counters = counters;
    }

    @Override
    boolean isInternal() {
        return true;
    }

    @Override
    boolean claim() {
        return true;
    }

    @Override
    void run(Lane lane, Home home) {
        watch.done(counters.commits(), acknowledgements.refusal() == null && isComplete(lane));
    }

    private boolean isComplete(Lane lane) {
        try {
            String how = watch.isOversized() ? "TRUNCATE" : "RESTART";
            boolean complete = "0".equals(lane.connection().ask("PRAGMA wal_checkpoint(" + how + ")"));
            counters.checkpointed();
            return complete;
        } catch (R2dbcException failure) {
            acknowledgements.checkpointFailed(failure);
            return false;
        }
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
