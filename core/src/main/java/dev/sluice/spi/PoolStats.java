package dev.sluice.spi;

/**
 * A backend's connections and what became of them, at one moment.
 *
 * @param total connections open
 * @param active connections in use
 * @param idle connections free
 * @param pending callers waiting for one
 * @param max the bound on connections
 * @param acquired how many were ever handed out
 * @param released how many came back
 * @param timeouts how many acquires timed out
 * @param errors how many connections failed to open or were thrown away
 */
public record PoolStats(
        int total,
        int active,
        int idle,
        int pending,
        int max,
        long acquired,
        long released,
        long timeouts,
        long errors) {}
