package dev.sluice.sql;

/**
 * A place in a text, for messages.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
record Location(int line, int column) {

    static Location of(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (endsLine(text, i)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Location(line, offset - lineStart + 1);
    }

    /** True at a line feed, and at a carriage return that is not the first half of CR LF. */
    static boolean endsLine(String text, int i) {
        char c = text.charAt(i);
        return c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
