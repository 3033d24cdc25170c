package dev.sluice.keys.document;

/** One value as it stands in the file; compared by identity. */
public final class Leaf implements Node {

    private final String text;
    private final boolean string;

    private Leaf(String text, boolean string) {
        this.text = text;
        this.string = string;
    }

    /** Text. */
    public static Leaf string(String text) {
        return new Leaf(text, true);
    }

    /** A number, boolean or time, written as SOPS writes it when it computes its message authentication code. */
    static Leaf other(String canonical) {
        return new Leaf(canonical, false);
    }

    /** No value. */
    static Leaf none() {
        return new Leaf("", false);
    }

    /** The text, or the canonical form of what is none; empty when there is no value. */
    public String text() {
        return text;
    }

    /** True for text. */
    public boolean isString() {
        return string;
    }

    /** True when there is no value. */
    public boolean isNull() {
        return !string && text.isEmpty();
    }
}
