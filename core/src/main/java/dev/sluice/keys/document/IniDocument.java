package dev.sluice.keys.document;

import java.util.List;

/**
 * Reads INI files as SOPS does: keys before the first section belong to section DEFAULT; values may be quoted by
 * backticks or three double quotes over several lines, and {@code #} and {@code ;} begin a comment elsewhere.
 */
public final class IniDocument {

    /** The section of keys that stand before the first section. */
    public static final String DEFAULT = "DEFAULT";

    private static final String TRIPLE = "\"\"\"";

    private final String[] lines;
    private final Branch root = new Branch();
    private Branch section = new Branch();
    private int next;

    private IniDocument(String text) {
        this.lines = text.split("\n", -1);
        root.add(DEFAULT, section, 0);
    }

    /** The one document of a file. @throws MalformedDocument when it is not an INI file */
    public static List<Branch> read(String text) {
        IniDocument document = new IniDocument(text);
        while (document.next < document.lines.length) {
            document.line(document.lines[document.next++].stripLeading());
        }
        return List.of(document.root);
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        if (line.startsWith("[")) {
            section(line);
        } else {
            keyAndValue(line);
        }
    }

    private void section(String line) {
        int close = line.lastIndexOf(']');
        if (close < 0) {
            throw new MalformedDocument(next, "opens a section and does not close it with ]");
        }
        String name = line.substring(1, close);
        // DEFAULT is there from the beginning, and may be opened by name as long as it is empty.
        if (name.equals(DEFAULT) && root.nodes().size() == 1 && section.nodes().isEmpty()) {
            return;
        }
        section = new Branch();
        root.add(name, section, next);
    }

    private void keyAndValue(String line) {
        String quote =
                line.startsWith(TRIPLE) ? TRIPLE : line.startsWith("\"") ? "\"" : line.startsWith("`") ? "`" : "";
        int end = quote.isEmpty() ? 0 : line.indexOf(quote, quote.length());
        int separator = end < 0 ? -1 : separator(line, end);
        if (separator <= 0) {
            throw new MalformedDocument(next, "is neither [section] nor key = value");
        }
        String name = line.substring(quote.length(), quote.isEmpty() ? separator : end)
                .strip();
        int start = next;
        section.add(name, Leaf.string(value(line.substring(separator + 1).stripLeading())), start);
    }

    private static int separator(String line, int from) {
        int equals = line.indexOf('=', from);
        int colon = line.indexOf(':', from);
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }

    private String value(String text) {
        if (text.startsWith(TRIPLE) && text.length() > TRIPLE.length()) {
            return quoted(text.substring(TRIPLE.length()), TRIPLE);
        }
        return text.startsWith("`") ? quoted(text.substring(1), "`") : unquoted(text.strip());
    }

    /** Up to the last closing quote of its line; lines that have none belong to the value. */
    private String quoted(String first, String quote) {
        StringBuilder value = new StringBuilder();
        String line = first;
        for (int close = line.lastIndexOf(quote); close < 0; close = line.lastIndexOf(quote)) {
            value.append(line).append('\n');
            if (next >= lines.length) {
                throw new MalformedDocument(lines.length, "ends inside a quoted value");
            }
            line = lines[next++];
        }
        return value.append(line, 0, line.lastIndexOf(quote)).toString();
    }

    private String unquoted(String text) {
        if (text.endsWith("\\")) {
            return continued(text);
        }
        int comment = comment(text);
        String value = comment < 0 ? text : text.substring(0, comment).strip();
        return isSurrounded(value, '"') || isSurrounded(value, '\'') ? value.substring(1, value.length() - 1) : value;
    }

    private String continued(String text) {
        StringBuilder value = new StringBuilder(text);
        while (value.length() > 0 && value.charAt(value.length() - 1) == '\\' && next < lines.length) {
            value.setLength(value.length() - 1);
            value.append(lines[next++].strip());
        }
        return value.toString();
    }

    private static int comment(String text) {
        int hash = text.indexOf('#');
        int semicolon = text.indexOf(';');
        return hash < 0 || (semicolon >= 0 && semicolon < hash) ? semicolon : hash;
    }

    private static boolean isSurrounded(String text, char quote) {
        return text.length() >= 2 && text.charAt(0) == quote && text.indexOf(quote, 1) == text.length() - 1;
    }
}
