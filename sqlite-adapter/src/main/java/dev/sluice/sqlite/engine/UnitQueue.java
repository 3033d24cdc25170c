package dev.sluice.sqlite.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue of units for one or more workers. Continuations of work that already runs go to the
 * front and are not counted: refusing them could not free anything.
 *
 * <p>The lock is held for a few instructions only, never around SQL or a subscriber.
 */
final class UnitQueue {

    private final int capacity;
    private final ArrayDeque<Unit> units = new ArrayDeque<>();
    private final ArrayDeque<Unit> continuations = new ArrayDeque<>();
    private long lastSequence;
    private int waiting;
    private boolean closed;

    UnitQueue(int capacity) {
        this.capacity = capacity;
    }

    /** What became of an offer. */
    enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    synchronized Offer offer(Unit unit) {
        if (closed) {
            return Offer.CLOSED;
        }
        if (units.size() >= capacity) {
            return Offer.FULL;
        }
        unit.sequence = ++lastSequence;
        unit.queuedAt = System.nanoTime();
        units.addLast(unit);
        wake();
        return Offer.ACCEPTED;
    }

    /** Queues the continuation of running work, also while closing. */
    synchronized void resume(Unit continuation) {
        continuations.addLast(continuation);
        wake();
    }

    /** Puts a unit that was taken too early back to the front. */
    synchronized void requeue(Unit unit) {
        units.addFirst(unit);
        wake();
    }

    /** Waits for the next unit; null when the queue is closed and empty. */
    @Nullable
    Unit take() {
        return take(Duration.ZERO);
    }

    /** Waits for the next unit; null when the queue is closed and empty, or after this time. Zero waits without end. */
    synchronized @Nullable Unit take(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (; ; ) {
            Unit next = continuations.pollFirst();
            if (next == null) {
                next = units.pollFirst();
            }
            long left = patience.isZero() ? Long.MAX_VALUE : end - System.nanoTime();
            if (next != null || closed || left <= 0) {
                return next;
            }
            sleep(patience.isZero() ? 0 : left / 1_000_000 + 1);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Takes the head if it is such a unit and was queued up to this place; null otherwise. */
    synchronized @Nullable Unit poll(long upTo, Predicate<Unit> such) {
        Unit head = units.peekFirst();
        return head != null && head.sequence <= upTo && such.test(head) ? units.pollFirst() : null;
    }

    /** The place of the last unit queued so far. */
    synchronized long lastSequence() {
        return lastSequence;
    }

    /** How many units wait. */
    synchronized int size() {
        return units.size();
    }

    /** Removes a unit that was cancelled, so that it takes no room. */
    synchronized void remove(Unit unit) {
        units.remove(unit);
    }

    /** Removes and returns the units that were queued before this moment. */
    synchronized List<Unit> removeOlderThan(long moment) {
        Unit head = units.peekFirst();
        if (head == null || head.queuedAt - moment >= 0) {
            return List.of();
        }
        var old = new ArrayList<Unit>();
        for (; head != null && head.queuedAt - moment < 0; head = units.peekFirst()) {
            old.add(units.removeFirst());
        }
        return old;
    }

    /** Refuses further units; workers end once the queue is empty. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Removes and returns everything that waits, after {@link #close}. */
    synchronized List<Unit> drain() {
        var rest = new ArrayList<>(units);
        units.clear();
        return rest;
    }

    private void wake() {
        if (waiting > 0) {
            notify();
        }
    }

    /** The one place where a worker of the engine sleeps for want of work. */
    @SuppressWarnings("WaitNotInLoop") // its caller loops
    private void sleep(long millis) {
        waiting++;
        try {
            wait(millis);
        } catch (InterruptedException stray) {
            // Workers end by closing the queue; an interrupt from outside is not ours to act on.
        } finally {
            waiting--;
        }
    }
}
