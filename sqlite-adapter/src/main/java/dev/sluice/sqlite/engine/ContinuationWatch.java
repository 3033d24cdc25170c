package dev.sluice.sqlite.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a subscriber's code, run by a driver thread while it signals, takes long: nobody else's statements run on that
 * thread meanwhile. Signals inside of such code count as part of it. Other threads may take as long as they like.
 */
final class ContinuationWatch {

    private static final Logger log = LoggerFactory.getLogger(ContinuationWatch.class);

    static final Duration THRESHOLD = Duration.ofMillis(100);

    private static volatile long threshold = THRESHOLD.toNanos();

    private ContinuationWatch() {}

    /** For tests, which need not wait so long; of all engines. */
    static void threshold(Duration longest) {
        threshold = longest.toNanos();
    }

    /** Begins to signal. Returns what {@link #end} takes: a moment, or 0 when nothing is to be measured. */
    static long begin() {
        boolean ours = Thread.currentThread() instanceof EngineThread thread && thread.beginSignalling();
        return ours ? System.nanoTime() | 1 : 0;
    }

    /** Has signalled this one's subscriber. */
    static void end(long begun, Labelled subject) {
        if (begun == 0 || !(Thread.currentThread() instanceof EngineThread thread)) {
            return;
        }
        thread.endSignalling();
        long took = System.nanoTime() - begun;
        if (took > threshold) {
            say(subject, thread, took);
        }
    }

    /** An appender may wait for a file; on a thread that was held up for long anyway, that is no matter. */
    private static void say(Labelled subject, EngineThread thread, long took) {
        log.warn(
                "The subscriber of {} held up the driver's thread {} for {} ms, and with it everybody's statements;"
                        + " hand slow work over with publishOn",
                subject.label(),
                thread.getName(),
                Duration.ofNanos(took).toMillis());
    }
}
