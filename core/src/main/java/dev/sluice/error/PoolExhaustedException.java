package dev.sluice.error;

import java.time.Duration;

/** No connection was free within the acquire timeout, or too many callers were already waiting for one. */
public final class PoolExhaustedException extends TransientDatabaseException {

    private static final long serialVersionUID = 1L;

    private final int active;
    private final int idle;
    private final int pending;
    private final int max;

    /**
     * Creates a failure that tells the pool's state.
     *
     * @param waited how long the caller waited
     * @param active connections in use
     * @param idle connections free
     * @param pending callers waiting
     * @param max the bound on connections
     */
    public PoolExhaustedException(Duration waited, int active, int idle, int pending, int max) {
        super(
                "Acquire failed after " + waited.toMillis() + " ms (active=" + active + ", idle=" + idle + ", pending="
                        + pending + ", max=" + max + "); raise the pool's maximum size or shorten transactions",
                ErrorDetails.NONE,
                null);
        this.active = active;
        this.idle = idle;
        this.pending = pending;
        this.max = max;
    }

    /** Connections in use when the acquire failed. */
    public int active() {
        return active;
    }

    /** Connections that were free. */
    public int idle() {
        return idle;
    }

    /** Callers that were waiting. */
    public int pending() {
        return pending;
    }

    /** The bound on connections. */
    public int max() {
        return max;
    }
}
