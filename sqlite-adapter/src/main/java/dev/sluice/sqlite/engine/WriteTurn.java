package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.util.function.Predicate;

/**
 * A transaction's turn on the writer: begins, answers with the {@link Transaction}, and serves its commands until it has
 * ended. Rolls back when its owner does not want it any more, and when no command comes for too long.
 */
final class WriteTurn extends WriterTurn<Transaction> {

    private final Terms terms;
    private final boolean readOnly;
    private final Predicate<Transaction> owner;

    WriteTurn(Writer writer, EngineOptions options, Terms terms, boolean readOnly, Predicate<Transaction> owner) {
        super(writer, options);
        this.terms = terms;
        this.readOnly = readOnly;
        this.owner = owner;
    }

    @Override
    public String label() {
        return "the begin of a transaction";
    }

    @Override
    void run(Lane lane, Home home) {
        try {
            writer().requireSound();
            begin(lane);
        } catch (R2dbcException failure) {
            fail(failure);
            return;
        }
        writer().counters().acquired();
        var begun = new Transaction(lane, this, !readOnly, writer()::commitOrBreakDown);
        hold(begun);
        try {
            if (owner.test(begun)) {
                succeed(begun);
                serve(lane);
            } else {
                begun.undo(lane);
                fail(EngineFailures.ended());
            }
        } finally {
            end(lane);
        }
    }

    private void begin(Lane lane) {
        if (readOnly) {
            lane.begin("BEGIN");
            lane.connection().run("PRAGMA query_only=ON");
        } else {
            writer().begin(lane, terms.lockWaitTimeout(), queuedAt, this::isCancelled);
        }
    }

    @Override
    boolean isOver() {
        return held().isEnded();
    }

    @Override
    Home place() {
        return held();
    }

    @Override
    void giveUp(Lane lane) {
        held().undo(lane);
    }

    private void end(Lane lane) {
        if (readOnly) {
            lane.connection().run("PRAGMA query_only=OFF");
        }
        shut();
    }

    @Override
    public void ended() {
        writer().counters().released();
    }

    @Override
    public void acknowledge(Job<?> committed) {
        if (readOnly) {
            committed.answer();
        } else {
            super.acknowledge(committed);
        }
    }
}
