package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * Carries a read-only transaction on the writing connection, which SQLite itself keeps from writing until the transaction
 * has ended, in whatever way. Then the connection may do again what it might before.
 */
final class ReadOnlyTurn implements Transaction.Carrier {

    private final Transaction.Carrier turn;
    private final Lane lane;
    private final String before;

    private ReadOnlyTurn(Transaction.Carrier turn, Lane lane) {
        this.turn = turn;
        this.lane = lane;
        this.before = String.valueOf(lane.connection().ask("PRAGMA query_only"));
    }

    /** Begins a transaction that only reads, carried by this turn. */
    static Transaction begin(Lane lane, Transaction.Carrier turn) {
        var carrier = new ReadOnlyTurn(turn, lane);
        lane.begin("BEGIN");
        try {
            lane.connection().run("PRAGMA query_only=ON");
        } catch (R2dbcException failure) {
            lane.rollback();
            throw failure;
        }
        return new Transaction(lane, carrier, false, Lane::commit);
    }

    @Override
    public void submit(Unit unit) {
        turn.submit(unit);
    }

    @Override
    public void withdraw(Unit unit) {
        turn.withdraw(unit);
    }

    @Override
    public void resume(Runnable continuation) {
        turn.resume(continuation);
    }

    @Override
    public @Nullable R2dbcException refusal() {
        return turn.refusal();
    }

    /** Nothing was written that would have to be on disk. */
    @Override
    public void acknowledge(Job<?> committed) {
        committed.answer();
    }

    @Override
    public void ended() {
        lane.connection().run("PRAGMA query_only=" + before);
        turn.ended();
    }
}
