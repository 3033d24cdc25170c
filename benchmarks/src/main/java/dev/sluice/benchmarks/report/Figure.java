package dev.sluice.benchmarks.report;

import java.util.OptionalDouble;

/** Which figure of a measurement is meant. */
enum Figure {
    /** More is better. */
    PER_SECOND,
    /** Less is better. */
    P99;

    String text(double value) {
        return this == P99 ? Numbers.millis(OptionalDouble.of(value)) : Numbers.count(value);
    }

    double of(Measurement measurement) {
        return this == P99 ? measurement.p99Micros() : measurement.perSecond();
    }
}
