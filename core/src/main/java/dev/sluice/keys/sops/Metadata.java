package dev.sluice.keys.sops;

import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.MalformedDocument;
import dev.sluice.keys.document.Node;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What SOPS writes into a file beside the values.
 *
 * @param coverage which values are encrypted
 * @param macOnlyEncrypted whether values in clear text are left out of the message authentication code
 * @param mac the encrypted message authentication code
 * @param lastModified when the file was encrypted, in the form that the code is bound to
 * @param groups who can decrypt the data key; with more than one group each of them holds a share of it
 * @param threshold how many groups are needed
 */
record Metadata(
        Coverage coverage,
        boolean macOnlyEncrypted,
        String mac,
        String lastModified,
        List<KeyGroup> groups,
        int threshold) {

    private static final String SOPS = "sops";
    private static final String PREFIX = "sops_";
    // Without fractions, and with Z for zero, as SOPS writes it anew before it computes the code.
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    /** Takes the part called sops out of a document. */
    static @Nullable Branch nested(Branch document) {
        Node node = document.remove(SOPS);
        return node instanceof Branch branch ? branch : null;
    }

    /** Takes a section called sops, whose names say their place in a tree, out of a document. */
    static @Nullable Branch section(Branch document) {
        Branch section = nested(document);
        return section == null ? null : Flattened.restore(section, text -> text.replace("\\n", "\n"));
    }

    /** Takes all names that begin with {@code sops_} out of a document. */
    static @Nullable Branch prefixed(Branch document) {
        Branch flat = new Branch();
        for (String name : List.copyOf(document.nodes().keySet())) {
            Node node = name.startsWith(PREFIX) ? document.remove(name) : null;
            if (node != null) {
                flat.add(name.substring(PREFIX.length()), node, 0);
            }
        }
        return flat.nodes().isEmpty() ? null : Flattened.restore(flat, text -> text);
    }

    /** Reads it. @throws MalformedDocument when something is missing or contradicts itself */
    static Metadata read(Branch sops) {
        List<KeyGroup> groups = groups(sops);
        if (groups.isEmpty()) {
            throw new MalformedDocument(0, "names nobody in its part called sops who could decrypt it");
        }
        String only = sops.text("mac_only_encrypted");
        return new Metadata(
                Coverage.read(sops),
                only.equalsIgnoreCase("true"),
                sops.text("mac"),
                lastModified(sops.text("lastmodified")),
                groups,
                threshold(sops.text("shamir_threshold"), groups.size()));
    }

    private static List<KeyGroup> groups(Branch sops) {
        KeyGroup single = KeyGroup.read(sops);
        if (!single.isEmpty()) {
            return List.of(single);
        }
        List<KeyGroup> groups = new ArrayList<>();
        sops.branches("key_groups").forEach(group -> groups.add(KeyGroup.read(group)));
        return groups;
    }

    private static String lastModified(String text) {
        try {
            return SECONDS.format(OffsetDateTime.parse(text));
        } catch (DateTimeException malformed) {
            throw new MalformedDocument(0, "has no time in sops.lastmodified");
        }
    }

    private static int threshold(String text, int groups) {
        try {
            int threshold = text.isEmpty() ? 0 : Integer.parseInt(text);
            return threshold == 0 ? groups : threshold;
        } catch (NumberFormatException malformed) {
            throw new MalformedDocument(0, "has no number in sops.shamir_threshold");
        }
    }

    /** The services, other than age, that may decrypt the file, with how many keys each has in it. */
    Map<String, Integer> otherServices() {
        Map<String, Integer> services = new TreeMap<>();
        groups.forEach(group -> group.others().forEach((name, count) -> services.merge(name, count, Integer::sum)));
        return services;
    }
}
