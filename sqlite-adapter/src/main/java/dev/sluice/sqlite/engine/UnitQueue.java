package dev.sluice.sqlite.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue of units for one or more workers. Continuations of work that already runs, and what the
 * engine itself has to do, go to the front; they are not counted and never too old: refusing them could not free anything.
 *
 * <p>The lock is held for a few instructions only, never around SQL or a subscriber.
 */
final class UnitQueue {

    private final Object lock = new Object();
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

    Offer offer(Unit unit) {
        synchronized (lock) {
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
    }

    /** Queues the continuation of running work, or work of the engine's own, also while closing. */
    void resume(Unit continuation) {
        synchronized (lock) {
            continuations.addLast(continuation);
            wake();
        }
    }

    /** Puts a unit that was taken too early back to the front. */
    void requeue(Unit unit) {
        synchronized (lock) {
            units.addFirst(unit);
            wake();
        }
    }

    /** Takes the next unit if one waits. */
    @Nullable
    Unit poll() {
        synchronized (lock) {
            return next();
        }
    }

    private @Nullable Unit next() {
        Unit continuation = continuations.pollFirst();
        return continuation != null ? continuation : units.pollFirst();
    }

    /** Waits for the next unit; null when the queue is closed and empty. */
    @Nullable
    Unit take() {
        return take(Duration.ZERO);
    }

    /** Waits for the next unit; null when the queue is closed and empty, or after this time. Zero waits without end. */
    @Nullable
    Unit take(Duration patience) {
        synchronized (lock) {
            long end = System.nanoTime() + patience.toNanos();
            for (; ; ) {
                Unit next = next();
                long left = patience.isZero() ? Long.MAX_VALUE : end - System.nanoTime();
                if (next != null || closed || left <= 0) {
                    return next;
                }
                sleep(patience.isZero() ? 0 : left / 1_000_000 + 1);
            }
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Takes the head if it is such a unit and was queued up to this place; null otherwise. */
    @Nullable
    Unit poll(long upTo, Predicate<Unit> such) {
        synchronized (lock) {
            Unit head = units.peekFirst();
            return head != null && head.sequence <= upTo && such.test(head) ? units.pollFirst() : null;
        }
    }

    /** The place of the last unit queued so far. */
    long lastSequence() {
        synchronized (lock) {
            return lastSequence;
        }
    }

    /** How many units wait. */
    int size() {
        synchronized (lock) {
            return units.size();
        }
    }

    /** Removes a unit that was cancelled, so that it takes no room. */
    void remove(Unit unit) {
        synchronized (lock) {
            units.remove(unit);
        }
    }

    /** Removes and returns the units that were queued before this moment. */
    List<Unit> removeOlderThan(long moment) {
        synchronized (lock) {
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
    }

    /** Refuses further units; workers end once the queue is empty. */
    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /** Removes and returns everything that waits, after {@link #close}. */
    List<Unit> drain() {
        synchronized (lock) {
            var rest = new ArrayList<>(units);
            units.clear();
            return rest;
        }
    }

    private void wake() {
        if (waiting > 0) {
            lock.notify();
        }
    }

    /** The one place where a worker of the engine sleeps for want of work; called with the lock. */
    @SuppressWarnings("WaitNotInLoop") // its caller loops
    private void sleep(long millis) {
        waiting++;
        try {
            lock.wait(millis);
        } catch (InterruptedException stray) {
            // Workers end by closing the queue; an interrupt from outside is not ours to act on.
        } finally {
            waiting--;
        }
    }
}
