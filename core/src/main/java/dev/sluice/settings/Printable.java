package dev.sluice.settings;

import java.nio.file.Path;

/** Makes text from outside safe to print: control characters escaped, long values cut. */
public final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    /** The text in quotes. */
    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** The text without quotes, such as a key or the name of a setting. */
    public static String escaped(String text) {
        return escaped(text, LONGEST);
    }

    /** A file's path, which is not cut: its end says most. */
    public static String path(Path file) {
        return escaped(file.toString(), Integer.MAX_VALUE);
    }

    private static String escaped(String text, int longest) {
        StringBuilder out = new StringBuilder();
        int[] codePoints = text.codePoints().limit(longest + 1L).toArray();
        for (int i = 0; i < Math.min(longest, codePoints.length); i++) {
            if (isHidden(codePoints[i])) {
                out.append(String.format("\\u%04x", codePoints[i]));
            } else {
                out.appendCodePoint(codePoints[i]);
            }
        }
        return codePoints.length > longest ? out.append('…').toString() : out.toString();
    }

    /** True for characters that show nothing of themselves or change how others are shown. */
    static boolean isHidden(int codePoint) {
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
