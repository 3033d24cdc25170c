package dev.sluice.spi;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Time and chance, so that tests own both.
 *
 * @param clock wall clock
 * @param timer where timeouts and backoff run; never blocked
 * @param random uniform numbers in [0, 1), safe for all threads
 */
public record Environment(Clock clock, Scheduler timer, DoubleSupplier random) {

    /** The system's clock, Reactor's parallel scheduler and {@link ThreadLocalRandom}. */
    public static Environment system() {
        return new Environment(
                Clock.systemUTC(),
                Schedulers.parallel(),
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
