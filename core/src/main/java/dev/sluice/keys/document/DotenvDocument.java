package dev.sluice.keys.document;

import java.util.List;

/** Reads NAME=value lines as SOPS does: nothing is trimmed, unquoted or expanded, except that \n is a line's end. */
public final class DotenvDocument {

    private DotenvDocument() {}

    /** The one document of a file. @throws MalformedDocument when a line is neither a comment nor NAME=value */
    public static List<Branch> read(String text) {
        Branch branch = new Branch();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new MalformedDocument(number, "is neither a comment nor NAME=value");
            }
            branch.add(
                    line.substring(0, equals),
                    Leaf.string(line.substring(equals + 1).replace("\\n", "\n")),
                    number);
        }
        return List.of(branch);
    }
}
