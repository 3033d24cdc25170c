package dev.sluice.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
final class ClosestName {

    private ClosestName() {}

    /** The name with the fewest edits, when at most every third character is wrong. Case and separators do not count. */
    static Optional<String> to(String typed, Collection<String> names) {
        String wanted = plain(typed);
        int allowed = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> edits(wanted, plain(name)) <= allowed)
                .min(Comparator.<String>comparingInt(name -> edits(wanted, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
