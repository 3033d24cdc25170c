/** Measures {@code Database} on SQLite beside what SQLite is reached through today, and writes the report. Start at {@link dev.sluice.benchmarks.Benchmarks}. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
