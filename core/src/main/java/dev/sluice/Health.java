package dev.sluice;

import dev.sluice.spi.HealthProbe;
import java.time.Duration;
import java.util.List;

/**
 * Whether a Database can be used, and what its backend says of itself.
 *
 * @param healthy true when every probe is
 * @param latency how long the answer took
 * @param probes the facts, in the backend's order; they name no path, host or statement
 */
public record Health(boolean healthy, Duration latency, List<HealthProbe> probes) {

    /** Keeps its own copy of the probes. */
    public Health {
        probes = List.copyOf(probes);
    }
}
