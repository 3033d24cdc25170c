package dev.sluice.sqlite;

/**
 * What a database is tuned for: other defaults for settings that are not set. A value that is set always wins, also when
 * it equals the default. The reference of settings lists what each preset changes.
 *
 * <p>A preset never trades safety: {@code synchronous}, {@code journalMode}, {@code foreignKeys} and the timeouts stay
 * what they are, and no memory map is used, because an I/O error on one ends the whole process. The profiles of older
 * database layers, where low latency meant {@code synchronous=OFF}, are not offered for that reason.
 */
public enum Preset {
    /** The defaults as they stand. */
    BALANCED,
    /**
     * As much as possible per second: larger groups, chunks, caches and queues, and fewer checkpoints. Costs memory, and
     * single statements may wait longer for the group they are in.
     */
    THROUGHPUT,
    /**
     * Short and even answers: smaller groups and chunks, checkpoints that each do little, and a queue that refuses early
     * what would have to wait for long.
     */
    LATENCY
}
