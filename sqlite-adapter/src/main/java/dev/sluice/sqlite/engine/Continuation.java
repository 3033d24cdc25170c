package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;

/** The next part of work that already runs; it can be neither cancelled nor rejected. */
final class Continuation extends Unit {

    private final Runnable work;

    Continuation(Runnable work) {
        this.work = work;
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
        work.run();
    }

    /** Goes on, wherever that is. */
    void work() {
        work.run();
    }

    @Override
    void reject(R2dbcException why) {}

    @Override
    void abandon(R2dbcException why) {}
}
