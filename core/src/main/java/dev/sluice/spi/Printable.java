package dev.sluice.spi;

/** Makes text safe for one line of a log: nobody can forge a line with what they put into a tag, a name or a server message. */
public final class Printable {

    private static final int LONGEST = 500;

    private Printable() {}

    /** Returns the text with CR, LF and other control characters written as {@code \\uXXXX}. */
    public static String escape(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** Returns a statement's text on one line, cut after 500 characters. */
    public static String shorten(String sql) {
        String line = escape(sql.strip().replaceAll("\\s+", " "));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
