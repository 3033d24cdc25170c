package dev.sluice.sqlite.engine;

import java.time.Duration;

/**
 * The times one statement or transaction is given; those of its connection unless it has its own.
 *
 * @param statementTimeout how long a statement may run; zero means no limit
 * @param lockWaitTimeout how long it waits for another process's lock
 */
public record Terms(Duration statementTimeout, Duration lockWaitTimeout) {}
