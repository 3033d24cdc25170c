package dev.sluice.sqlite;

/** What has reached the disk when a write is acknowledged. */
public enum Synchronous {
    /** Everything acknowledged survives loss of power. */
    FULL,
    /** Everything acknowledged survives a crash of the program; loss of power may take the last commits, never consistency. */
    NORMAL,
    /** As FULL, and the folder's entry of a rollback journal is synced, too. */
    EXTRA
}
