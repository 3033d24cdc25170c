package dev.sluice.keys.sops;

/** One value as it stands in the file; compared by identity. */
final class Leaf implements Node {

    private final String text;
    private final boolean string;

    private Leaf(String text, boolean string) {
        this.text = text;
        this.string = string;
    }

    /** Text. */
    static Leaf string(String text) {
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

    String text() {
        return text;
    }

    boolean isString() {
        return string;
    }

    boolean isNull() {
        return !string && text.isEmpty();
    }
}
