package dev.sluice.keys.sops;

import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.Leaf;
import dev.sluice.keys.document.MalformedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which values of a file are encrypted, by the one rule that the file may have.
 *
 * <p>Two of SOPS's rules go by comments. Comments are not authenticated, so that the value itself says as much: there a
 * value counts as encrypted when it looks so.
 */
final class Coverage {

    private static final String DEFAULT_SUFFIX = "_unencrypted";

    private final Predicate<String> matches;
    private final boolean encryptsMatches;
    private final boolean byValue;

    private Coverage(Predicate<String> matches, boolean encryptsMatches, boolean byValue) {
        this.matches = matches;
        this.encryptsMatches = encryptsMatches;
        this.byValue = byValue;
    }

    /** Reads the rule. @throws MalformedDocument when there are several, or an expression is none */
    static Coverage read(Branch sops) {
        List<Coverage> rules = new ArrayList<>();
        for (boolean encrypted : new boolean[] {true, false}) {
            String prefix = encrypted ? "encrypted_" : "unencrypted_";
            String suffix = sops.text(prefix + "suffix");
            if (!suffix.isEmpty()) {
                rules.add(new Coverage(name -> name.endsWith(suffix), encrypted, false));
            }
            String regex = sops.text(prefix + "regex");
            if (!regex.isEmpty()) {
                Pattern pattern = pattern(prefix + "regex", regex);
                rules.add(new Coverage(name -> BoundedText.find(pattern, name), encrypted, false));
            }
            if (!sops.text(prefix + "comment_regex").isEmpty()) {
                rules.add(new Coverage(name -> false, encrypted, true));
            }
        }
        if (rules.size() > 1) {
            throw new MalformedDocument(0, "has more than one rule about what is encrypted in its part called sops");
        }
        return rules.isEmpty() ? new Coverage(name -> name.endsWith(DEFAULT_SUFFIX), false, false) : rules.get(0);
    }

    private static Pattern pattern(String rule, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException unknown) {
            throw new MalformedDocument(0, "has an expression in sops." + rule + " that Java does not know");
        }
    }

    /** True for values that must be encrypted. */
    boolean encrypts(List<String> path, Leaf value) {
        if (byValue) {
            return value.isString() && (value.text().isEmpty() || EncryptedValue.isOne(value.text()));
        }
        return path.stream().anyMatch(matches) == encryptsMatches;
    }
}
