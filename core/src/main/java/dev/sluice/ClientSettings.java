package dev.sluice;

import java.time.Duration;

/**
 * The client's own settings, resolved; their declarations tell meaning, range and default.
 *
 * @param slowQuery threshold above which a statement is logged; zero logs none
 * @param leakDetection how long a transaction or lent connection may be held without being logged; zero logs none
 * @param commitWait how long a sent COMMIT may take to be answered before its outcome counts as unknown
 */
record ClientSettings(
        Duration statementTimeout,
        Duration transactionTimeout,
        RetryPolicy retry,
        double retryPerCommit,
        double retryPerSecond,
        int bulkChunk,
        int parsedStatements,
        Duration slowQuery,
        boolean echo,
        boolean redactCauses,
        Duration leakDetection,
        Duration closeTimeout,
        Duration commitWait) {}
