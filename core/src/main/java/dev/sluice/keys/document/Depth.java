package dev.sluice.keys.document;

/** Bounds how deep a document may go, so that a hostile one ends with an error and not with the stack. */
final class Depth {

    private static final int DEEPEST = 64;

    private Depth() {}

    static int below(int depth, int line) {
        if (depth >= DEEPEST) {
            throw new MalformedDocument(line, "is nested more than " + DEEPEST + " levels deep");
        }
        return depth + 1;
    }
}
