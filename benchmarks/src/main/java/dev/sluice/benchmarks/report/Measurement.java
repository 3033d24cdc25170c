package dev.sluice.benchmarks.report;

import java.util.Map;

/**
 * One result of JMH.
 *
 * @param benchmark the simple name of the class
 * @param parameters what JMH varied
 * @param perSecond requests a second; rows a second where an invocation is all rows of a table
 * @param p99Micros the time that 99 of 100 requests did not exceed, or NaN where single requests were not timed
 */
record Measurement(String benchmark, Map<String, String> parameters, double perSecond, double p99Micros) {}
