package dev.sluice.keys.system;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a shell does, by spaces, quotes and backslashes; nothing is expanded or run by a shell. */
public final class CommandLine {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;

    private CommandLine() {}

    /** The words; empty when a quote is not closed or there are none. */
    public static List<String> split(String command) {
        CommandLine line = new CommandLine();
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            boolean escapes = c == '\\' && line.quote != '\'';
            if (escapes && i + 1 < command.length()) {
                i++;
                line.append(command.charAt(i));
            } else {
                line.accept(c);
            }
        }
        line.endWord();
        return line.quote == 0 ? line.words : List.of();
    }

    private void accept(char c) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            inWord = true;
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            append(c);
        }
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
