package dev.sluice.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * The declaration of one setting: its name, type, unit, range and default. The documentation is generated from it.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

    private Setting() {}

    /** Declares a duration; text values are {@code 500ms}, {@code 30s}, {@code 5m}, ISO-8601, or a bare number of seconds. */
    public static Builder<Duration> duration(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares a whole number. */
    public static Builder<Integer> integer(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares a number of bytes; text values are {@code 4096}, {@code 64KiB}, {@code 8MB}. */
    public static Builder<Long> bytes(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares true or false. */
    public static Builder<Boolean> flag(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares free text. */
    public static Builder<String> text(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares a number between bounds. */
    public static Builder<Double> decimal(String name) {
        throw new UnsupportedOperationException();
    }

    /** Declares one of an enum's constants, case-insensitive, {@code -} and {@code _} alike. */
    public static <E extends Enum<E>> Builder<E> choice(String name, Class<E> type) {
        throw new UnsupportedOperationException();
    }

    /** The name in URLs and code, in camel case. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The value's class. */
    public Class<T> type() {
        throw new UnsupportedOperationException();
    }

    /** The default; empty when unset means something of its own. */
    public Optional<T> defaultValue() {
        throw new UnsupportedOperationException();
    }

    /** True when its value must never be printed. */
    public boolean isSecret() {
        throw new UnsupportedOperationException();
    }

    /** Reads and checks a text value. */
    public T parse(String text, String origin) {
        throw new UnsupportedOperationException();
    }

    /** Checks a value given in code and returns it. */
    public T check(Object value, String origin) {
        throw new UnsupportedOperationException();
    }

    /**
     * Describes a setting step by step.
     *
     * @param <T> the type of its value
     */
    public static final class Builder<T> {

        Builder() {}

        /** The smallest and largest value, both allowed. */
        public Builder<T> range(T min, T max) {
            return this;
        }

        /** The default. */
        public Builder<T> defaultsTo(T value) {
            return this;
        }

        /** Other keys it is known by, such as those of older configuration files; read with the given unit. */
        public Builder<T> alias(String... keys) {
            return this;
        }

        /** Its value is never printed. */
        public Builder<T> secret() {
            return this;
        }

        /** Finishes the declaration; the text says what the setting does, in one or two sentences. */
        public Setting<T> describedAs(String meaning) {
            throw new UnsupportedOperationException();
        }
    }
}
