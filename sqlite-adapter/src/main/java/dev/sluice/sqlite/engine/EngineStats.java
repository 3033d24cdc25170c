package dev.sluice.sqlite.engine;

/**
 * What an engine's connections do now, and what it has done so far.
 *
 * @param total native connections open
 * @param active of these, connections in use
 * @param idle of these, connections free
 * @param queued units waiting for a worker
 * @param acquired transactions begun
 * @param released transactions ended
 * @param timeouts units that waited too long
 * @param errors connections that failed to open or broke
 * @param commits how often COMMIT succeeded
 * @param groups write groups committed
 * @param groupedWrites units committed in groups
 * @param largestGroup units in the largest group
 * @param readGroups read groups
 * @param reads reads run in groups
 */
public record EngineStats(
        int total,
        int active,
        int idle,
        int queued,
        long acquired,
        long released,
        long timeouts,
        long errors,
        long commits,
        long groups,
        long groupedWrites,
        long largestGroup,
        long readGroups,
        long reads) {

    /** Of an engine that is not open. */
    public static final EngineStats NONE = new EngineStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
