package dev.sluice.sqlite;

import org.jspecify.annotations.Nullable;

/** Checks of arguments that callers outside this code base may get wrong. */
final class Require {

    private Require() {}

    /** R2DBC wants IllegalArgumentException for null, where Java's own checks throw NullPointerException. */
    static <T> T argument(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }
}
