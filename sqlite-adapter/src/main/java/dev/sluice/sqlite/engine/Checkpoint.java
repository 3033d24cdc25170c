package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the WAL back into the database as far as no reader needs it, between two units of the writer. */
final class Checkpoint extends Unit {

    private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);

    private final WalWatch watch;

    Checkpoint(WalWatch watch) {
        this.watch = watch;
    }

    @Override
    boolean claim() {
        return true;
    }

    @Override
    void run(Lane lane, Home home) {
        try {
            lane.connection().run("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (R2dbcException failure) {
            log.warn("The WAL could not be copied back; it keeps growing until that succeeds", failure);
        }
        watch.done();
    }

    @Override
    void reject(R2dbcException why) {
        watch.done();
    }

    @Override
    void abandon(R2dbcException why) {
        watch.done();
    }
}
