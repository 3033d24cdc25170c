package dev.sluice.examples.quickstart;

import java.util.Optional;

/** A character of Unicode as the JDK knows it; the numeric value is there for digits and numbers. */
record CodePoint(int code, String name, int scriptId, String category, Optional<Integer> numericValue, String bidi) {

    String glyph() {
        return Character.toString(code);
    }

    @Override
    public String toString() {
        return String.format("U+%04X %s, category %s, bidi %s", code, name, category, bidi);
    }
}
