package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.Columns;
import dev.sluice.sqlite.handle.NativeStatement;
import dev.sluice.sqlite.handle.ResultCode;
import dev.sluice.sqlite.handle.StopSignal;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * A query and its subscriber: steps the statement a chunk at a time, as far as there is demand.
 *
 * <p>States and transitions, all by compare-and-set on {@code state}:
 *
 * <pre>
 * IDLE → QUEUED      first request            (subscriber)
 * QUEUED → ACTIVE    claimed by a worker      (worker)
 * ACTIVE → PARKED    no demand                (worker)
 * PARKED → ACTIVE    demand, cancel, failure  (whoever wins queues the continuation; or the worker, to read the rest)
 * IDLE, QUEUED → ENDED   cancelled or rejected before it ran
 * ACTIVE → ENDED     read, cancelled or failed (worker)
 * </pre>
 *
 * Only the worker that runs it in ACTIVE touches the statement, and it alone offers rows to the {@link Handover}, which
 * serialises all signals. The worker re-checks demand after publishing PARKED, and whoever drains re-checks PARKED after
 * draining, so that no request is lost.
 *
 * @param <R> the kind of row
 */
final class Cursor<R> extends Unit implements Subscription {

    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int ACTIVE = 2;
    private static final int PARKED = 3;
    private static final int ENDED = 4;

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Cursor> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Cursor.class, "state");

    private final Handover<R> handover;
    private final Call call;
    private final Terms terms;
    private final RowFactory<R> factory;
    private final int chunk;
    private final Consumer<Unit> submit;
    private final Consumer<Unit> withdraw;
    private final StopSignal signal;

    private volatile int state;
    private volatile boolean cancelled;
    private volatile @Nullable Throwable stopCause;

    // Only the worker uses what follows.
    private @Nullable Lane lane;
    private @Nullable Home home;
    private @Nullable NativeStatement statement;
    private @Nullable Columns columns;
    private boolean hasRow;

    Cursor(
            CoreSubscriber<? super R> actual,
            Call call,
            Terms terms,
            RowFactory<R> factory,
            int chunk,
            Consumer<Unit> submit,
            Consumer<Unit> withdraw) {
        this.handover = new Handover<>(actual, Math.min(chunk, 64), call, this::drained);
        this.call = call;
        this.terms = terms;
        this.factory = factory;
        this.chunk = chunk;
        this.submit = submit;
        this.withdraw = withdraw;
        this.signal = new StopSignal(terms.statementTimeout());
    }

    // ---- the subscriber's side, any thread ----

    @Override
    public void request(long n) {
        if (n <= 0) {
            stop(new IllegalArgumentException("Demand must be > 0, was " + n + " (Reactive Streams rule 3.9)"));
            return;
        }
        handover.want(n);
        if (state == IDLE && STATE.compareAndSet(this, IDLE, QUEUED)) {
            submit.accept(this);
        } else {
            handover.drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        handover.cancel();
        endOrWake();
    }

    @Override
    void reject(R2dbcException why) {
        if (STATE.compareAndSet(this, QUEUED, ENDED)) {
            handover.complete(why);
        }
    }

    @Override
    void interrupt(R2dbcException why) {
        stop(why);
    }

    /** Ends the cursor with a failure, wherever it is; from any thread. */
    void stop(Throwable why) {
        stopCause = why;
        endOrWake();
    }

    boolean isParked() {
        return state == PARKED;
    }

    String sql() {
        return call.sql();
    }

    private void endOrWake() {
        if (STATE.compareAndSet(this, IDLE, ENDED)) {
            handover.complete(stopCause);
        } else if (STATE.compareAndSet(this, QUEUED, ENDED)) {
            withdraw.accept(this);
            handover.complete(stopCause);
        } else {
            signal.stopAfter(Duration.ZERO);
            handover.drain();
            wake();
        }
    }

    private void drained() {
        if (state == PARKED && (handover.wantsMore() || isStopped())) {
            wake();
        }
    }

    private void wake() {
        if (state != PARKED) {
            return;
        }
        // Read after PARKED was seen: the worker sets it before.
        Home place = home;
        if (place != null && STATE.compareAndSet(this, PARKED, ACTIVE)) {
            place.resume(this::proceed);
        }
    }

    // ---- the worker's side ----

    @Override
    boolean claim() {
        return STATE.compareAndSet(this, QUEUED, ACTIVE);
    }

    @Override
    void run(Lane startLane, Home startHome) {
        lane = startLane;
        home = startHome;
        guard(() -> {
            R2dbcException refusal = startHome.refusal();
            if (refusal != null) {
                throw refusal;
            }
            open(startLane);
            advance();
        });
    }

    /** Goes on after parking. */
    private void proceed() {
        if (state == ACTIVE) {
            guard(this::advance);
        }
    }

    /** Reads the rest to the heap, because the connection is wanted for something else. */
    void settle() {
        STATE.set(this, ACTIVE);
        guard(this::readRest);
    }

    /** Ends with this failure, because the connection is wanted for something else. */
    @Override
    void abandon(R2dbcException why) {
        if (state != ENDED) {
            STATE.set(this, ACTIVE);
            end(why);
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (R2dbcException failure) {
            onFailure(failure);
        } catch (Throwable unexpected) { // an Error, too, must end this cursor and nothing else
            end(EngineFailures.unexpected(unexpected));
        }
    }

    private void onFailure(R2dbcException failure) {
        Home place = home;
        boolean unread = columns == null;
        if (unread && ResultCode.primary(failure) == ResultCode.READONLY && place != null && lane != null) {
            closeStatement(lane);
            STATE.set(this, QUEUED);
            if (place.moveToWriter(this)) {
                return;
            }
            STATE.set(this, ACTIVE);
        }
        // Only the signal interrupts, so what was not stopped by its subscriber has used up its time.
        boolean timedOut = ResultCode.primary(failure) == ResultCode.INTERRUPT && !isStopped();
        end(timedOut ? EngineFailures.statementTimeout(call.sql(), failure) : failure);
    }

    private void open(Lane on) {
        NativeStatement opened = on.connection().take(call.sql());
        statement = opened;
        on.opened(this);
        enter(on);
        try {
            hasRow = LockWait.retry(terms.lockWaitTimeout(), this::isStopped, () -> opened.execute(call.values()));
            columns = opened.columns();
        } finally {
            leave(on);
        }
    }

    private void advance() {
        for (; ; ) {
            read(chunk);
            if (!hasRow || isStopped()) {
                end(null);
                return;
            }
            handover.drain();
            if (!handover.wantsMore() && !isStopped() && park()) {
                return;
            }
        }
    }

    private void readRest() {
        int limit = lane == null ? 0 : lane.options().maxBufferedRows();
        read(limit);
        if (hasRow && !isStopped()) {
            throw EngineFailures.tooManyBufferedRows(limit, call.sql());
        }
        end(null);
    }

    private void read(int limit) {
        Lane on = lane;
        NativeStatement open = statement;
        Columns shape = columns;
        if (on == null || open == null || shape == null) {
            return;
        }
        int width = shape.size();
        enter(on);
        try {
            for (int n = 0; hasRow && n < limit && !isStopped(); n++) {
                handover.offer(factory.create(shape, open.row(width)));
                hasRow = open.step();
            }
        } finally {
            leave(on);
        }
    }

    /** True when the cursor rests or has ended; false when it goes on reading. */
    private boolean park() {
        Home place = home == null ? null : home.park(this);
        if (place == null) {
            readRest();
            return true;
        }
        home = place;
        STATE.set(this, PARKED);
        return !(handover.wantsMore() || isStopped()) || !STATE.compareAndSet(this, PARKED, ACTIVE);
    }

    private boolean isStopped() {
        return cancelled || stopCause != null;
    }

    private void enter(Lane on) {
        on.connection().heed(signal);
        signal.resume();
    }

    private void leave(Lane on) {
        signal.pause();
        on.connection().heed(null);
    }

    private void end(@Nullable R2dbcException failure) {
        Home place = home;
        if (lane != null) {
            closeStatement(lane);
        }
        STATE.set(this, ENDED);
        lane = null;
        if (place != null) {
            // The connection is free before the consumer sees the last rows.
            place.ended(this, isStopped() ? null : failure);
        }
        handover.complete(stopCause != null ? stopCause : failure);
    }

    private void closeStatement(Lane on) {
        on.closed(this);
        NativeStatement open = statement;
        statement = null;
        if (open != null) {
            on.connection().giveBack(open);
        }
    }
}
