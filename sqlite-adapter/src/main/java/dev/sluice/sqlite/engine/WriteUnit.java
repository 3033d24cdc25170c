package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that run as one: all of them take effect or none. Their rows are kept on the heap. */
final class WriteUnit extends Job<List<Outcome>> {

    private final List<Call> calls;
    private final Terms terms;
    private final CommitMode mode;
    private @Nullable List<Outcome> outcomes;
    private @Nullable R2dbcException failure;

    WriteUnit(List<Call> calls, Terms terms, CommitMode mode) {
        super(terms.statementTimeout());
        this.calls = calls;
        this.terms = terms;
        this.mode = mode;
    }

    CommitMode mode() {
        return mode;
    }

    Terms terms() {
        return terms;
    }

    @Nullable
    R2dbcException failure() {
        return failure;
    }

    @Override
    public String label() {
        return calls.get(0).label() + (calls.size() > 1 ? " and " + (calls.size() - 1) + " more" : "");
    }

    /** Runs it inside a transaction, or bare; the answer goes out at once. */
    @Override
    void run(Lane lane, Home home) {
        R2dbcException refusal = home.writeRefusal();
        if (refusal != null) {
            fail(refusal);
            return;
        }
        lane.settle();
        // In a session several statements are as one by their savepoint, with or without a transaction around them.
        if (lane.inTransaction() || (mode != CommitMode.BARE && calls.size() > 1)) {
            attempt(lane);
        } else {
            runBare(lane);
        }
        if (failure != null) {
            home.failed(failure);
            answer();
        } else {
            home.acknowledge(this);
        }
    }

    /** Runs it inside the open transaction and remembers what became of it. True when it succeeded. */
    boolean attempt(Lane lane) {
        outcomes = null;
        failure = null;
        // One statement undoes itself when it fails; several need a savepoint, as does one whose rows may prove too
        // many.
        Call first = calls.get(0);
        boolean guarded = calls.size() > 1 || first.sets().size() > 1 || first.returns();
        try {
            if (guarded) {
                lane.connection().run("SAVEPOINT sluice_unit");
            }
            outcomes = execute(lane);
            if (guarded) {
                lane.connection().run("RELEASE sluice_unit");
            }
            return true;
        } catch (R2dbcException thrown) {
            failure = explain(thrown);
            if (guarded) {
                undo(lane);
            }
            return false;
        }
    }

    /** Sends the remembered answer. */
    @Override
    void answer() {
        if (failure != null) {
            fail(failure);
        } else {
            succeed(outcomes == null ? List.of() : outcomes);
        }
    }

    private void runBare(Lane lane) {
        try {
            LockWait.retry(terms.lockWaitTimeout(), this::isCancelled, () -> attemptBare(lane));
        } catch (R2dbcException locked) {
            failure = locked;
        }
    }

    private boolean attemptBare(Lane lane) {
        try {
            outcomes = execute(lane);
        } catch (R2dbcException thrown) {
            if (ResultCode.isRetryableLock(thrown) && !isCancelled()) {
                throw thrown;
            }
            failure = explain(thrown);
        }
        return true;
    }

    private List<Outcome> execute(Lane lane) {
        var results = new ArrayList<Outcome>(calls.size());
        for (Call call : calls) {
            results.add(lane.execute(call, signal()));
        }
        return results;
    }

    private R2dbcException explain(R2dbcException thrown) {
        boolean timedOut = ResultCode.primary(thrown) == ResultCode.INTERRUPT && !isCancelled();
        return timedOut ? EngineFailures.statementTimeout(String.valueOf(thrown.getSql()), thrown) : thrown;
    }

    private static void undo(Lane lane) {
        try {
            lane.connection().run("ROLLBACK TO sluice_unit");
            lane.connection().run("RELEASE sluice_unit");
        } catch (R2dbcException lost) {
            // SQLite has rolled back the whole transaction; the group or the transaction finds out by its probe.
        }
    }
}
