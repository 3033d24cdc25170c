package dev.sluice.error;

/**
 * Makes text from outside safe to print, in a message as in a log: nobody can forge a line, or change how it reads, with
 * what they put into a tag, a name, a setting or a server's message.
 */
public final class Printable {

    private static final int LONGEST_EXCERPT = 80;
    private static final int LONGEST_STATEMENT = 500;

    private Printable() {}

    /** Returns the text with every hidden character written as {@code \\uXXXX}. */
    public static String escape(String text) {
        if (text.codePoints().noneMatch(Printable::isHidden)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isHidden(codePoint)) {
                safe.append(String.format("\\u%04x", codePoint));
            } else {
                safe.appendCodePoint(codePoint);
            }
        });
        return safe.toString();
    }

    /** Returns the first 80 characters of the text, escaped. */
    public static String excerpt(String text) {
        return excerpt(text, LONGEST_EXCERPT);
    }

    /** Returns the first characters of the text, escaped, and an ellipsis where there are more. */
    public static String excerpt(String text, int longest) {
        return text.length() <= longest || text.codePointCount(0, text.length()) <= longest
                ? escape(text)
                : escape(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
    }

    /** Returns a statement's text on one line, cut after 500 characters. */
    public static String shorten(String sql) {
        return excerpt(sql.strip().replaceAll("\\s+", " "), LONGEST_STATEMENT);
    }

    /** True for characters that show nothing of themselves or change how others are shown. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
