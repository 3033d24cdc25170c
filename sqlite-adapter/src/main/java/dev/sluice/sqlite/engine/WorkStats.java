package dev.sluice.sqlite.engine;

import java.time.Duration;

/**
 * What the writer, or the readers, have done so far.
 *
 * @param units units run: statements, compound writes, transactions
 * @param groups transactions of SQLite they ran in; units / groups is the mean size of a group
 * @param largestGroup units in the largest group
 * @param waitTime time all units together waited in the queue
 * @param runTime time the workers were busy with units, their subscribers' continuations included
 */
public record WorkStats(long units, long groups, long largestGroup, Duration waitTime, Duration runTime) {

    /** Of workers that have done nothing. */
    static final WorkStats NONE = new WorkStats(0, 0, 0, Duration.ZERO, Duration.ZERO);
}
