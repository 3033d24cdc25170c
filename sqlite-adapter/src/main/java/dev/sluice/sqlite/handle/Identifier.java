package dev.sluice.sqlite.handle;

/** Names of tables, columns, savepoints and databases in the text of a statement. */
public final class Identifier {

    private Identifier() {}

    /** The name in double quotes, so that every character of it is part of the name. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
