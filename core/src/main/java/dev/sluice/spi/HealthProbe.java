package dev.sluice.spi;

/**
 * One fact a backend reports about its health.
 *
 * @param name what was asked: {@code connected}, {@code file}, {@code wal}, {@code foreignKeys}, {@code sizeMegabytes}
 * @param healthy whether the answer is as it should be
 * @param answer the answer, for people; no path, host or statement
 */
public record HealthProbe(String name, boolean healthy, String answer) {}
