package dev.sluice.sqlite;

import dev.sluice.sqlite.engine.EngineStats;
import dev.sluice.sqlite.engine.WorkStats;
import java.time.Duration;

/**
 * What the connections of one SQLite database do at this moment, and what they have done since it was opened. The
 * database is opened by the first connection to it and shared by every factory and {@code Database} of this JVM that names
 * it, so the numbers are those of all of them; before that and after the last one closed, all are zero.
 *
 * <p>Reading them costs a few dozen additions and takes the two queues' locks for an instant; no SQL runs. They are read
 * one after the other while work goes on, so that sums may be off by what happens meanwhile.
 *
 * @param connections native connections open: the writer's, those of readers and parked results, that for checkpoints
 * @param active of these, connections in use
 * @param idle of these, connections free
 * @param queuedWrites statements and transactions waiting for the writer now; bounded by {@code maxQueue}
 * @param queuedReads reads and read-only transactions waiting for a reader now; 0 where one connection serves both, as in
 *     memory, because they wait for the writer then
 * @param transactionsBegun transactions begun, each by {@code beginTransaction} or its like; groups are not counted
 * @param transactionsEnded of these, how many were committed or rolled back
 * @param timeouts statements and transactions that waited longer than {@code acquireTimeout} for their turn
 * @param errors connections that failed to open, or broke and were closed
 * @param commits commits of the writer, one for each group and each transaction
 * @param syncs how often the write-ahead log was forced to disk for commits that waited for it; 0 below
 *     {@code synchronous=full}, and where it is not SQLite's log in a file
 * @param checkpoints how often the write-ahead log was copied back into the database
 * @param writes what the writer has done
 * @param reads what the readers have done
 */
public record SqliteStats(
        int connections,
        int active,
        int idle,
        int queuedWrites,
        int queuedReads,
        long transactionsBegun,
        long transactionsEnded,
        long timeouts,
        long errors,
        long commits,
        long syncs,
        long checkpoints,
        Work writes,
        Work reads) {

    /**
     * The work of the writer, or of all readers together.
     *
     * @param units statements, compound writes and transactions that were run
     * @param groups transactions of SQLite that they ran in
     * @param largestGroup units in the largest group
     * @param waitTime time that all units together waited in the queue
     * @param runTime time that the threads were busy with units, what subscribers did on them included; of a transaction
     *     all the time from its begin to its end
     */
    public record Work(long units, long groups, long largestGroup, Duration waitTime, Duration runTime) {

        /** Units per group on average; 0 when there was none. */
        public double meanGroup() {
            return groups == 0 ? 0 : (double) units / groups;
        }

        /** How long a unit waited on average; zero when there was none. */
        public Duration meanWait() {
            return units == 0 ? Duration.ZERO : waitTime.dividedBy(units);
        }

        private static Work of(WorkStats done) {
            return new Work(done.units(), done.groups(), done.largestGroup(), done.waitTime(), done.runTime());
        }
    }

    static SqliteStats of(EngineStats now) {
        return new SqliteStats(
                now.total(),
                now.active(),
                now.idle(),
                now.queuedWrites(),
                now.queuedReads(),
                now.acquired(),
                now.released(),
                now.timeouts(),
                now.errors(),
                now.commits(),
                now.syncs(),
                now.checkpoints(),
                Work.of(now.writes()),
                Work.of(now.reads()));
    }
}
