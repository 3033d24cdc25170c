package dev.sluice.sqlite.engine;

/**
 * What an engine's connections do now, and what it has done so far.
 *
 * @param total native connections open
 * @param active of these, connections in use
 * @param idle of these, connections free
 * @param queuedWrites units waiting for the writer
 * @param queuedReads units waiting for a reader; 0 in single-connection mode, where reads are units of the writer
 * @param acquired transactions begun
 * @param released transactions ended
 * @param timeouts units that waited too long
 * @param errors connections that failed to open or broke
 * @param commits how often COMMIT succeeded
 * @param syncs how often the WAL was forced to disk for commits that waited for it
 * @param checkpoints how often the WAL was copied back
 * @param writes what the writer has done
 * @param reads what the readers have done
 */
public record EngineStats(
        int total,
        int active,
        int idle,
        int queuedWrites,
        int queuedReads,
        long acquired,
        long released,
        long timeouts,
        long errors,
        long commits,
        long syncs,
        long checkpoints,
        WorkStats writes,
        WorkStats reads) {

    /** Of an engine that is not open. */
    public static final EngineStats NONE =
            new EngineStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, WorkStats.NONE, WorkStats.NONE);

    /** Units waiting for a worker. */
    public int queued() {
        return queuedWrites + queuedReads;
    }
}
