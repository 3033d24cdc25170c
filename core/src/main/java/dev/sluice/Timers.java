package dev.sluice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Time limits that almost never run out. They are kept in order, and the scheduler has one task, for the earliest: setting
 * a limit that is later than it, and taking one back, wakes no thread. That is what a limit of a scheduler's own would do,
 * twice for each transaction.
 */
final class Timers {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long NEVER = Long.MAX_VALUE;

    /** A hundred years: whoever asks for more cannot tell, and no sum with the time since the beginning overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Scheduler scheduler;
    private final long beginning;
    private final Object lock = new Object();
    private final TreeSet<Task> tasks =
            new TreeSet<>(Comparator.comparingLong((Task task) -> task.at).thenComparingLong(task -> task.number));
    private long numbers;
    private long armedFor = NEVER;

    Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.beginning = scheduler.now(TimeUnit.NANOSECONDS);
    }

    /**
     * Runs the work after this time, on the scheduler's thread, unless it is taken back before.
     *
     * @throws RejectedExecutionException when the scheduler takes no more work
     */
    Disposable after(Duration time, Runnable work) {
        long now = now();
        long nanos = nanos(time);
        boolean arm;
        Task task;
        synchronized (lock) {
            task = new Task(now + nanos, ++numbers, work);
            tasks.add(task);
            arm = task.at < armedFor;
            armedFor = arm ? task.at : armedFor;
        }
        if (arm) {
            arm(task, nanos);
        }
        return task;
    }

    /** As long as this, or so long that nobody can tell the difference, and in nanoseconds still a number. */
    static Duration bounded(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    private static long nanos(Duration time) {
        return time.isNegative() ? 0 : bounded(time).toNanos();
    }

    private void arm(Task task, long nanos) {
        try {
            scheduler.schedule(() -> fire(task.at), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException refused) {
            synchronized (lock) {
                tasks.remove(task);
                armedFor = NEVER;
            }
            throw refused;
        }
    }

    /** Runs what is due. A task that was overtaken by an earlier one leaves the rest to that. */
    private void fire(long at) {
        List<Task> due = new ArrayList<>();
        @Nullable Task next = null;
        long now = Math.max(now(), at);
        synchronized (lock) {
            while (!tasks.isEmpty() && tasks.first().at <= now) {
                due.add(tasks.pollFirst());
            }
            if (armedFor <= now) {
                next = tasks.isEmpty() ? null : tasks.first();
                armedFor = next == null ? NEVER : next.at;
            }
        }
        try {
            if (next != null) {
                arm(next, next.at - now);
            }
        } finally {
            due.forEach(Task::run);
        }
    }

    /** Since the beginning, because a clock of nanoseconds may begin anywhere. */
    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS) - beginning;
    }

    private final class Task implements Disposable {

        private final long at;
        private final long number;
        private final Runnable work;

        Task(long at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }

        @Override
        public void dispose() {
            synchronized (lock) {
                tasks.remove(this);
            }
        }

        /** What one of them throws must not keep the others from running. */
        private void run() {
            try {
                work.run();
            } catch (Throwable unexpected) { // an Error, too
                LOG.warn("The end of a time limit failed in an unexpected way", unexpected);
            }
        }
    }
}
