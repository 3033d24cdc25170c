package dev.sluice.keys.document;

/** A document that is not of its format, or that hides something; says where, and nothing of the content. */
public final class MalformedDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The line counts from 1 and is 0 when it is not known. */
    public MalformedDocument(int line, String problem) {
        super((line == 0 ? "it " : "line " + line + " ") + problem, null, false, false);
    }
}
