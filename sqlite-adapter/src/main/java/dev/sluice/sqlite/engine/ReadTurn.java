package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.Predicate;

/** Begins a read-only transaction: one snapshot, on a connection of its own. */
final class ReadTurn extends Job<Transaction> {

    private final Counters counters;
    private final Terms terms;
    private final Predicate<Transaction> owner;

    ReadTurn(Counters counters, Terms terms, Predicate<Transaction> owner) {
        super(Duration.ZERO);
        this.counters = counters;
        this.terms = terms;
        this.owner = owner;
    }

    /** Pins the snapshot, answers, and leaves the rest to the session. */
    void begin(Lane lane, ReadSession session) {
        try {
            lane.begin("BEGIN");
            // BEGIN alone pins no snapshot; the first read does.
            LockWait.retry(
                    terms.lockWaitTimeout(),
                    this::isCancelled,
                    () -> String.valueOf(lane.connection().ask("PRAGMA schema_version")));
        } catch (R2dbcException failure) {
            session.release();
            fail(failure);
            return;
        }
        counters.acquired();
        var transaction = new Transaction(lane, session, false, Lane::commit);
        session.hold(transaction);
        if (owner.test(transaction)) {
            succeed(transaction);
        } else {
            transaction.undo(lane);
            session.release();
            fail(EngineFailures.ended());
        }
    }

    @Override
    public String label() {
        return "the begin of a read-only transaction";
    }

    @Override
    void run(Lane lane, Home home) {
        throw new IllegalStateException("A read-only transaction needs a session of its own");
    }
}
