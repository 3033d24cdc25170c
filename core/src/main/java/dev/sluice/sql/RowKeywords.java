package dev.sluice.sql;

import java.util.Locale;
import java.util.Set;

/** The words behind which parentheses with a comma are a row, and not a function's arguments. */
final class RowKeywords {

    private static final Set<String> WORDS = Set.of(
            "row",
            "where",
            "and",
            "or",
            "not",
            "on",
            "having",
            "when",
            "then",
            "else",
            "case",
            "select",
            "distinct",
            "by",
            "returning",
            "qualify");

    private RowKeywords() {}

    static boolean precedeRow(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }
}
