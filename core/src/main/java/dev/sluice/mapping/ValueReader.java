package dev.sluice.mapping;

/** Turns what a driver hands over into one Java type. Stateless and safe for all threads. */
@FunctionalInterface
interface ValueReader {

    /**
     * Converts a value, never null.
     *
     * @throws Unreadable when it does not fit
     */
    Object read(Object raw);
}
