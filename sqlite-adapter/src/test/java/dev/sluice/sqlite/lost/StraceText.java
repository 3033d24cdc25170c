package dev.sluice.sqlite.lost;

/** Text as strace prints it: in quotes, with the escapes of C. */
final class StraceText {

    private StraceText() {}

    /** The first text in quotes, a char per byte. */
    static String first(String line) {
        var text = new StringBuilder();
        int at = line.indexOf('"') + 1;
        while (line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c != '\\') {
                text.append(c);
            } else if (isOctal(line.charAt(at))) {
                int value = 0;
                for (int digits = 0; digits < 3 && isOctal(line.charAt(at)); digits++) {
                    value = 8 * value + line.charAt(at++) - '0';
                }
                text.append((char) value);
            } else {
                text.append(control(line.charAt(at++)));
            }
        }
        if (line.startsWith("...", at + 1)) {
            throw new AssertionError("strace has cut a text that was written");
        }
        return text.toString();
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static char control(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            default -> letter;
        };
    }
}
