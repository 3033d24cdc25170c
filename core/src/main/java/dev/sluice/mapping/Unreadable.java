package dev.sluice.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A value does not fit its target. Becomes a MappingException where column and row are known; the message names classes
 * and the remedy, never the value.
 */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason, String remedy) {
        this(reason, remedy, null);
    }

    Unreadable(String reason, String remedy, @Nullable Throwable cause) {
        // No stack of its own: it never leaves the package, and the MappingException made from it has one.
        super(reason + "; " + remedy, cause, false, false);
    }

    static Unreadable of(Object raw, Class<?> target, String remedy) {
        return new Unreadable("a " + raw.getClass().getTypeName() + " cannot become a " + target.getTypeName(), remedy);
    }
}
