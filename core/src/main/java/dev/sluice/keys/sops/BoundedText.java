package dev.sluice.keys.sops;

import dev.sluice.keys.document.MalformedDocument;
import java.util.regex.Pattern;

/**
 * Text that an expression may look at only so often. The expressions in a SOPS file are not authenticated, and Java's
 * can be made to try for ever.
 */
final class BoundedText implements CharSequence {

    private static final int MOST_LOOKS = 1_000_000;

    private final String text;
    private int looks;

    private BoundedText(String text) {
        this.text = text;
    }

    /** True when the expression matches a part of the text. @throws MalformedDocument when that takes too long */
    static boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).find();
        } catch (StackOverflowError deep) {
            throw tooCostly();
        }
    }

    private static MalformedDocument tooCostly() {
        return new MalformedDocument(0, "has an expression under sops that takes too long to match");
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw tooCostly();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
