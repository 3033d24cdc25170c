/** Turns JMH's JSON into a page of figures, ratios and charts. Runs nothing. */
@NullMarked
package dev.sluice.benchmarks.report;

import org.jspecify.annotations.NullMarked;
