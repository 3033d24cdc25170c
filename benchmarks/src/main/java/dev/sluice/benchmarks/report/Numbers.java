package dev.sluice.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are written. */
final class Numbers {

    private static final String NONE = "–";

    private Numbers() {}

    /** Three digits that mean something: 1.23 M, 45.6 k, 789. */
    static String count(double value) {
        if (value >= 999_500) {
            return digits(value / 1e6) + " M";
        }
        return value >= 999.5 ? digits(value / 1000) + " k" : digits(value);
    }

    static String count(OptionalDouble value) {
        return value.isPresent() ? count(value.getAsDouble()) : NONE;
    }

    /** A whole number: 1, 512, 10 k, 1 M. */
    static String whole(double value) {
        if (value >= 1_000_000) {
            return Math.round(value / 1e6) + " M";
        }
        return value >= 1000 ? Math.round(value / 1000) + " k" : Long.toString(Math.round(value));
    }

    /** Microseconds as milliseconds. */
    static String millis(OptionalDouble micros) {
        return micros.isPresent() ? digits(micros.getAsDouble() / 1000) + " ms" : NONE;
    }

    static String ratio(double value) {
        return digits(value) + "x";
    }

    private static String digits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
