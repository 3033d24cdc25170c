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
        Transaction begun;
        try {
            begun = begin(lane);
        } catch (R2dbcException failure) {
            fail(failure);
            return;
        }
        writer().counters().acquired();
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
            end(lane, begun);
        }
    }

    private Transaction begin(Lane lane) {
        if (readOnly) {
            return ReadOnlyTurn.begin(lane, this);
        }
        writer().requireSound();
        writer().begin(lane, terms.lockWaitTimeout(), queuedAt, this::isCancelled);
        return new Transaction(lane, this, true, writer()::commitOrBreakDown);
    }

    /** Whatever was thrown on the way, the connection is as before. */
    private void end(Lane lane, Transaction begun) {
        try {
            if (!begun.isEnded()) {
                begun.undo(lane);
            }
        } finally {
            shut();
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

    @Override
    public void ended() {
        writer().counters().released();
    }
}
