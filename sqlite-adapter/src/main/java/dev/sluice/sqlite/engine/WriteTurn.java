package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A transaction's turn on the writer: begins, answers with the {@link Transaction}, and serves its commands until it has
 * ended. Rolls back when its owner does not want it any more, and when no command comes for too long.
 */
final class WriteTurn extends Job<Transaction> implements Transaction.Carrier {

    private final Writer writer;
    private final EngineOptions options;
    private final Terms terms;
    private final boolean readOnly;
    private final Predicate<Transaction> owner;
    private final UnitQueue inbox;
    private volatile @Nullable R2dbcException endedBy;
    private volatile @Nullable Unit current;

    WriteTurn(Writer writer, EngineOptions options, Terms terms, boolean readOnly, Predicate<Transaction> owner) {
        super(Duration.ZERO);
        this.writer = writer;
        this.options = options;
        this.terms = terms;
        this.readOnly = readOnly;
        this.owner = owner;
        this.inbox = new UnitQueue(options.maxQueue());
    }

    @Override
    void run(Lane lane, Home home) {
        try {
            writer.requireSound();
            begin(lane);
        } catch (R2dbcException failure) {
            fail(failure);
            return;
        }
        writer.counters().acquired();
        var transaction = new Transaction(lane, this, !readOnly, this::commit);
        try {
            if (owner.test(transaction)) {
                succeed(transaction);
                serve(lane, transaction);
            } else {
                transaction.undo(lane);
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
            writer.begin(lane, terms.lockWaitTimeout(), queuedAt, this::isCancelled);
        }
    }

    private void commit(Lane lane) {
        try {
            writer.commit(lane);
        } catch (R2dbcException failure) {
            throw writer.isOutcomeUnknown(failure) ? writer.breakDown(lane, failure) : failure;
        }
    }

    private void serve(Lane lane, Transaction transaction) {
        while (!transaction.isEnded()) {
            Unit unit = next();
            if (unit == null) {
                endedBy = inbox.isClosed()
                        ? EngineFailures.closed("of this transaction")
                        : EngineFailures.idleTooLong(options.idleInTransactionTimeout());
                transaction.undo(lane);
            } else if (unit.claim()) {
                current = unit;
                unit.run(lane, transaction);
                current = null;
            }
        }
    }

    /** The next command; while there is none, those who wait for the disk are served. */
    private @Nullable Unit next() {
        Unit waiting = writer.acknowledgements().isDue() ? null : inbox.poll();
        if (waiting != null) {
            return waiting;
        }
        writer.acknowledgements().settle();
        return inbox.take(options.idleInTransactionTimeout());
    }

    private void end(Lane lane) {
        if (readOnly) {
            lane.connection().run("PRAGMA query_only=OFF");
        }
        inbox.close();
        inbox.drain().forEach(this::rejectLate);
        writer.counters().released();
    }

    @Override
    void interrupt(R2dbcException why) {
        super.interrupt(why);
        inbox.close();
        Unit running = current;
        if (running != null) {
            running.interrupt(why);
        }
    }

    @Override
    public void submit(Unit unit) {
        switch (inbox.offer(unit)) {
            case ACCEPTED -> {}
            case FULL -> unit.reject(EngineFailures.queueFull(options.maxQueue(), "commands of one transaction"));
            case CLOSED -> rejectLate(unit);
        }
    }

    @Override
    public void withdraw(Unit unit) {
        inbox.remove(unit);
    }

    @Override
    public void acknowledge(Job<?> committed) {
        if (readOnly) {
            committed.answer();
        } else {
            writer.acknowledge(committed);
        }
    }

    @Override
    public void resume(Runnable continuation) {
        inbox.resume(new Continuation(continuation));
    }

    private void rejectLate(Unit unit) {
        R2dbcException why = endedBy;
        unit.reject(why == null ? EngineFailures.ended() : why);
    }
}
