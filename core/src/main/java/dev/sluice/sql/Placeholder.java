package dev.sluice.sql;

import org.jspecify.annotations.Nullable;

/**
 * A place in the text that is rendered: a parameter, or an escaped question mark.
 *
 * @param start where it begins
 * @param end where it ends
 * @param value index of the parameter's value, or {@link #QUESTION_MARK}
 * @param list the list of {@code IN (…)} of which it is a member by itself, or null
 * @param member its index among the list's members, parameters or not
 * @param commaBefore where the comma before it begins, or -1
 * @param commaAfter where the comma behind it ends, or -1
 */
record Placeholder(int start, int end, int value, @Nullable InList list, int member, int commaBefore, int commaAfter) {

    /** The value of an escaped question mark. */
    static final int QUESTION_MARK = -1;

    static Placeholder questionMark(int start, int end) {
        return new Placeholder(start, end, QUESTION_MARK, null, 0, -1, -1);
    }

    boolean isParameter() {
        return value != QUESTION_MARK;
    }
}
