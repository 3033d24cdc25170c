package dev.sluice.sql;

/** One {@code [NOT] IN (…)} of a text. Filled while the text is read, and not changed after. */
final class InList {

    /** Where {@code [NOT] IN} begins, or the row before it. */
    private final int start;

    private final boolean negated;
    private final boolean row;
    private int end = -1;
    private int members = 1;

    /** How many members are nothing but a parameter. */
    private int parameters;

    InList(int start, boolean negated, boolean row) {
        this.start = start;
        this.negated = negated;
        this.row = row;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean negated() {
        return negated;
    }

    /** True when the left side is a row in parentheses, which belongs to what an empty list replaces. */
    boolean row() {
        return row;
    }

    int members() {
        return members;
    }

    /** True when it may vanish whole: each of its members is a parameter. */
    boolean onlyParameters() {
        return parameters == members;
    }

    /** True when it may be replaced: its closing parenthesis was found. */
    boolean isClosed() {
        return end >= 0;
    }

    void comma() {
        members++;
    }

    void parameter() {
        parameters++;
    }

    void close(int offset) {
        end = offset;
    }
}
