package dev.sluice.settings;

import java.util.Optional;

/**
 * One value as it stands somewhere, not yet read or checked.
 *
 * @param key the setting's name in camel case, or the key as written where it is another program's notation
 * @param value text, or an object given in code; empty where a file says {@code null}
 * @param origin the place, for messages; never holds the value
 * @param spelling how to spell a suggestion for that place
 * @param claimed true when a key that is not known must be an error; false in namespaces shared with other programs
 */
record Given(String key, Optional<Object> value, String origin, Spelling spelling, boolean claimed) {

    /** Where it stands, without the value: that may be a secret. */
    @Override
    public String toString() {
        return origin;
    }
}
