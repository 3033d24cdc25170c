package dev.sluice.keys.age;

import java.util.Arrays;
import java.util.function.Predicate;

/** Text with one identity in each line, or several where that is allowed; empty lines and comments behind # do not count. */
final class IdentityText {

    private final char[] text;
    private final boolean severalInALine;

    IdentityText(char[] text, boolean severalInALine) {
        this.text = text;
        this.severalInALine = severalInALine;
    }

    /** Hands over a copy of each word until one is refused. True when none was. */
    boolean collect(Predicate<char[]> taker) {
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '\n') {
                if (!line(start, i, taker)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private boolean line(int from, int lineEnd, Predicate<char[]> taker) {
        int to = lineEnd > from && text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (from == to || text[from] == '#') {
            return true;
        }
        if (!severalInALine) {
            return taker.test(Arrays.copyOfRange(text, from, to));
        }
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || Character.isWhitespace(text[i])) {
                if (i > start && !taker.test(Arrays.copyOfRange(text, start, i))) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }
}
