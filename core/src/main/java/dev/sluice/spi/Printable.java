package dev.sluice.spi;

/** Makes text of statements safe for one line of a log, as {@link dev.sluice.error.Printable} does with any text. */
public final class Printable {

    private static final int LONGEST = 500;

    private Printable() {}

    /** Returns the text with every character that is hidden or controls others written as {@code \\uXXXX}. */
    public static String escape(String text) {
        return dev.sluice.error.Printable.escape(text);
    }

    /** Returns a statement's text on one line, cut after 500 characters. */
    public static String shorten(String sql) {
        return dev.sluice.error.Printable.excerpt(sql.strip().replaceAll("\\s+", " "), LONGEST);
    }
}
