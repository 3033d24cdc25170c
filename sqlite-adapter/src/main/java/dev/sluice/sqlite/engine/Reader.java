package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads. It keeps a connection from read to read; when a cursor parks on it, the connection goes with the
 * cursor and the thread takes a spare.
 */
final class Reader implements Runnable, Home {

    private static final Logger log = LoggerFactory.getLogger(Reader.class);

    /** Reads that share a transaction: enough to spread the cost of BEGIN and COMMIT thin. */
    private static final int GROUP = 64;

    private final Readers readers;
    private final UnitQueue queue;
    private volatile @Nullable Lane lane;
    private volatile @Nullable Unit current;

    Reader(Readers readers, UnitQueue queue) {
        this.readers = readers;
        this.queue = queue;
    }

    @Override
    public void run() {
        while (serveNext()) {
            // The unit is not known here: an idle worker must not keep the last subscriber from being collected.
        }
        discardLane();
    }

    /** Serves one unit and those that join it; false when the queue is closed and empty. */
    private boolean serveNext() {
        Unit unit = queue.take();
        if (unit == null) {
            return false;
        }
        current = unit;
        try {
            serve(unit);
        } catch (Throwable unexpected) { // an Error would end the thread, and everybody would wait for ever
            log.warn("A read failed in an unexpected way; its connection is closed", unexpected);
            unit.abandon(EngineFailures.unexpected(unexpected));
            discardLane();
        }
        current = null;
        return true;
    }

    private void discardLane() {
        Lane held = lane;
        lane = null;
        if (held != null) {
            readers.close(held);
        }
    }

    private void serve(Unit unit) {
        if (unit instanceof Continuation continuation) {
            continuation.work();
        } else if (unit instanceof ReadTurn turn) {
            begin(turn);
        } else {
            Lane on = connected(unit);
            if (on != null && unit.claim()) {
                readGroup(unit, on);
            }
        }
    }

    /** A read-only transaction takes the connection away at once. */
    private void begin(ReadTurn turn) {
        Lane on = connected(turn);
        if (on == null) {
            return;
        }
        ReadSession session = readers.takeOutOfService(on);
        if (session == null) {
            readers.defer(turn);
            return;
        }
        lane = null;
        if (turn.claim()) {
            turn.begin(on, session);
        } else {
            session.release();
        }
    }

    /**
     * Runs this read and those queued before now in one transaction. The group is fixed before its snapshot is taken, so
     * that a read queued after a write was acknowledged always sees it; members are taken one by one, so that another
     * reader can take those that wait here.
     */
    private void readGroup(Unit first, Lane on) {
        long upTo = queue.lastSequence();
        long start = System.nanoTime();
        if (queue.size() > 0) {
            on.begin("BEGIN");
        }
        WorkCounter work = readers.counters().reads();
        int members = 0;
        for (Unit unit = first; unit != null; unit = members < GROUP ? next(upTo) : null) {
            current = unit;
            work.taken(unit, ++members, start);
            unit.run(on, this);
            if (lane != on) {
                break;
            }
        }
        work.ran(System.nanoTime() - start);
        if (lane == on && !readers.endTransaction(on)) {
            lane = null;
        }
    }

    private @Nullable Unit next(long upTo) {
        for (; ; ) {
            Unit head = queue.poll(upTo, unit -> unit instanceof Cursor);
            if (head == null || head.claim()) {
                return head;
            }
        }
    }

    private @Nullable Lane connected(Unit unit) {
        if (lane == null) {
            try {
                lane = readers.spare();
            } catch (R2dbcException failure) {
                unit.reject(failure);
            }
        }
        return lane;
    }

    void interrupt(R2dbcException why) {
        Unit running = current;
        if (running != null) {
            running.interrupt(why);
        }
    }

    /** True while its connection is in use, rather than its thread with some subscriber's continuation. */
    boolean isInUse() {
        Lane held = lane;
        return held != null && held.isInUse();
    }

    boolean isBusy() {
        return current != null;
    }

    @Override
    public @Nullable Home park(Cursor<?> cursor) {
        ReadSession session = lane == null ? null : readers.takeOutOfService(lane);
        if (session != null) {
            session.hold(cursor);
            lane = null;
        }
        return session;
    }

    @Override
    public @Nullable R2dbcException refusal() {
        return readers.refusal();
    }

    @Override
    public boolean moveToWriter(Cursor<?> cursor) {
        readers.moveToWriter(cursor);
        return true;
    }

    @Override
    public void resume(Runnable continuation) {
        queue.resume(new Continuation(continuation));
    }
}
