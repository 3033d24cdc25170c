package dev.sluice.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts code from compiled and tested files into a guide. A guide says {@code <!-- snippet: path#name -->} above a fenced
 * block; the block is what stands in that file between the lines {@code // snippet: name} and {@code // end}, moved to
 * the left. Without {@code #name} it is the whole file. Paths begin at the repository's root.
 */
final class Snippets {

    private static final Pattern MARKED_BLOCK =
            Pattern.compile("(<!-- snippet: ([^#\\s]+)(?:#(\\S+))? -->\\n```\\w+\\n)(.*?)(```)", Pattern.DOTALL);
    private static final Pattern JAVA_BLOCK = Pattern.compile("^```java$", Pattern.MULTILINE);
    private static final Pattern MARKED_JAVA_BLOCK =
            Pattern.compile("^<!-- snippet: \\S+ -->\\n```java$", Pattern.MULTILINE);

    private final Path root;

    Snippets(Path root) {
        this.root = root;
    }

    /** The guide with every marked block as the code has it. */
    String include(String guide) throws IOException {
        StringBuilder out = new StringBuilder();
        Matcher block = MARKED_BLOCK.matcher(guide);
        while (block.find()) {
            String code = code(Files.readString(root.resolve(block.group(2))), block.group(3));
            block.appendReplacement(out, Matcher.quoteReplacement(block.group(1) + code + block.group(5)));
        }
        return block.appendTail(out).toString();
    }

    /** How many blocks of Java in a guide come from nowhere. */
    static long unmarkedJavaBlocks(String guide) {
        return JAVA_BLOCK.matcher(guide).results().count()
                - MARKED_JAVA_BLOCK.matcher(guide).results().count();
    }

    private static String code(String source, @Nullable String name) {
        if (name == null) {
            return source;
        }
        List<String> lines = source.lines().toList();
        int begin = indexOf(lines, "// snippet: " + name, 0);
        int end = indexOf(lines, "// end", begin);
        return String.join("\n", lines.subList(begin + 1, end)).stripIndent().strip() + "\n";
    }

    private static int indexOf(List<String> lines, String marker, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no line " + marker);
    }
}
