package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn on the writer that lasts as long as its owner needs: the writer serves only the owner's commands, in the order
 * they come, until the turn has ended. It ends it by itself when no command comes for too long.
 *
 * @param <T> what the owner gets to send commands with
 */
abstract class WriterTurn<T> extends Job<T> implements Transaction.Carrier {

    private static final Logger log = LoggerFactory.getLogger(WriterTurn.class);

    private final Writer writer;
    private final EngineOptions options;
    private final UnitQueue inbox;
    private @Nullable T held;
    private volatile @Nullable R2dbcException endedBy;
    private volatile @Nullable Unit current;

    WriterTurn(Writer writer, EngineOptions options) {
        super(Duration.ZERO);
        this.writer = writer;
        this.options = options;
        this.inbox = new UnitQueue(options.maxQueue());
    }

    /** From now on the owner has this, and the turn serves it. */
    final void hold(T begun) {
        held = begun;
    }

    final T held() {
        T begun = held;
        if (begun == null) {
            throw new IllegalStateException("The turn has not begun");
        }
        return begun;
    }

    final Writer writer() {
        return writer;
    }

    /** True once the owner has ended it. */
    abstract boolean isOver();

    /** Where the next command runs. */
    abstract Home place();

    /** Ends it, because its owner does not. */
    abstract void giveUp(Lane lane);

    /** Serves commands until the turn is over. */
    final void serve(Lane lane) {
        while (!isOver()) {
            Unit unit = next();
            if (unit == null) {
                endedBy = inbox.isClosed()
                        ? EngineFailures.closed("of this transaction")
                        : EngineFailures.idleTooLong(options.idleInTransactionTimeout());
                giveUp(lane);
            } else if (unit.claim()) {
                current = unit;
                perform(unit, lane);
                current = null;
            }
        }
    }

    /** What a command or its subscriber throws ends that command, not the turn of those who come after. */
    private void perform(Unit unit, Lane lane) {
        try {
            unit.run(lane, place());
        } catch (Throwable unexpected) {
            log.warn("A command failed in an unexpected way", unexpected);
            unit.abandon(EngineFailures.unexpected(unexpected));
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

    /** Lets no further command in. */
    final void shut() {
        inbox.close();
        inbox.drain().forEach(this::rejectLate);
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
    public final void submit(Unit unit) {
        switch (inbox.offer(unit)) {
            case ACCEPTED -> {}
            case FULL -> unit.reject(EngineFailures.queueFull(options.maxQueue(), "commands of one transaction"));
            case CLOSED -> rejectLate(unit);
        }
    }

    @Override
    public final void withdraw(Unit unit) {
        inbox.remove(unit);
    }

    @Override
    public @Nullable R2dbcException refusal() {
        return writer.refusal();
    }

    @Override
    public void acknowledge(Job<?> committed) {
        writer.acknowledge(committed);
    }

    @Override
    public final void resume(Runnable continuation) {
        inbox.resume(new Continuation(continuation));
    }

    private void rejectLate(Unit unit) {
        R2dbcException why = endedBy;
        unit.reject(why == null ? EngineFailures.ended() : why);
    }
}
