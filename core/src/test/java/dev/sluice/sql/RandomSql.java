package dev.sluice.sql;

import java.util.List;
import java.util.Random;

/** Texts for tests that must hold for any text. */
final class RandomSql {

    private static final List<String> FRAGMENTS = List.of(
            "'",
            "''",
            "\"",
            "`",
            "[",
            "]",
            "$",
            "$$",
            "$a$",
            "E'",
            "\\",
            "--",
            "\n",
            "\r",
            "/*",
            "*/",
            "?",
            "??",
            "?1",
            ":",
            "::",
            ":=",
            ":a",
            ":b",
            "@x",
            "$1",
            "(",
            ")",
            ",",
            ".",
            ";",
            " ",
            "\t",
            "a",
            "é",
            "\ud800",
            "\u2003",
            "\uFEFF",
            "1",
            "1.5e3",
            "0x1F",
            "SELECT ",
            " FROM ",
            " IN (",
            " NOT IN (",
            "WITH ",
            " AS ",
            " AS (",
            "INSERT INTO ",
            "UPDATE ",
            "DELETE FROM ",
            " VALUES ",
            " JOIN ",
            " USING ",
            " SET ",
            " FOR ",
            "EXPLAIN ",
            "CREATE TRIGGER ",
            " BEGIN ",
            " END",
            " CASE ",
            " RETURNING ",
            "REPLACE ",
            "MERGE INTO ");

    /** Pieces that end by themselves and hold no live parameter. */
    private static final List<String> CLOSED = List.of(
            "'a?:b'",
            "'it''s'",
            "\"a?\"",
            "/* ? :a */",
            "-- ? :a\n",
            " x ",
            "1.5",
            "::text",
            "(",
            ")",
            ",",
            ";",
            " IN (",
            " := ",
            "SELECT ",
            " FROM ",
            "INSERT INTO ",
            "UPDATE ",
            " NOT IN (1)",
            "é",
            "\ud800",
            "a.b",
            " WITH ",
            " AS ");

    private RandomSql() {}

    /** Any sequence of fragments, with quotes and comments that may stay open. */
    static String any(Random random) {
        return join(FRAGMENTS, random);
    }

    /** A text in which every quote is closed and no parameter stands. */
    static String withoutParameters(Random random) {
        return join(CLOSED, random);
    }

    private static String join(List<String> fragments, Random random) {
        var text = new StringBuilder();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            text.append(fragments.get(random.nextInt(fragments.size())));
        }
        return text.toString();
    }
}
