package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A transaction's turn on the writer: begins, answers with the {@link Transaction}, and serves its commands until it has
 * ended. Rolls back when its owner does not want it any more, and when no command comes for too long.
 */
final class WriteTurn extends WriterTurn<Transaction> {

    private final Terms terms;
    private final boolean readOnly;
    private final Predicate<Transaction> owner;
    private @Nullable Transaction transaction;

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
        var begun = new Transaction(lane, this, !readOnly, this::commit);
        transaction = begun;
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

    private void commit(Lane lane) {
        writer().commitOrBreakDown(lane);
    }

    @Override
    boolean isOver() {
        return open().isEnded();
    }

    @Override
    Home place() {
        return open();
    }

    @Override
    void giveUp(Lane lane) {
        open().undo(lane);
    }

    private Transaction open() {
        Transaction begun = transaction;
        if (begun == null) {
            throw new IllegalStateException("The transaction has not begun");
        }
        return begun;
    }

    private void end(Lane lane) {
        if (readOnly) {
            lane.connection().run("PRAGMA query_only=OFF");
        }
        shut();
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
