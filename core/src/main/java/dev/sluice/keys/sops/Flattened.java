package dev.sluice.keys.sops;

import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.Items;
import dev.sluice.keys.document.Leaf;
import dev.sluice.keys.document.MalformedDocument;
import dev.sluice.keys.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names such as {@code age__list_0__map_enc}, which formats without nesting keep SOPS's own part under, as a tree again. */
final class Flattened {

    private static final Pattern STEP = Pattern.compile("__(map|list)_");
    private static final int MOST_STEPS = 16;

    private final Map<String, Flattened> parts = new TreeMap<>();
    private final Map<Integer, Flattened> items = new TreeMap<>();
    private final List<Leaf> values = new ArrayList<>();

    private Flattened() {}

    /** Restores the tree; the texts go through a function. @throws MalformedDocument when the names contradict each other */
    static Branch restore(Branch flat, UnaryOperator<String> text) {
        Flattened root = new Flattened();
        flat.nodes().forEach((name, node) -> {
            if (node instanceof Leaf leaf) {
                root.place(name).values.add(Leaf.string(text.apply(leaf.text())));
            }
        });
        return root.branch();
    }

    private Flattened place(String name) {
        Flattened place = this;
        Matcher step = STEP.matcher(name);
        boolean list = false;
        int start = 0;
        int steps = 0;
        while (step.find()) {
            place = place.step(name.substring(start, step.start()), list);
            list = step.group(1).equals("list");
            start = step.end();
            if (++steps > MOST_STEPS) {
                throw contradictory();
            }
        }
        return place.step(name.substring(start), list);
    }

    private Flattened step(String name, boolean list) {
        if (!list) {
            return parts.computeIfAbsent(name, absent -> new Flattened());
        }
        try {
            return items.computeIfAbsent(Integer.valueOf(name), absent -> new Flattened());
        } catch (NumberFormatException malformed) {
            throw contradictory();
        }
    }

    private Node node() {
        if (values.size() == 1 && parts.isEmpty() && items.isEmpty()) {
            return values.get(0);
        }
        if (!values.isEmpty() || !parts.isEmpty() && !items.isEmpty()) {
            throw contradictory();
        }
        return items.isEmpty() ? branch() : items();
    }

    private Branch branch() {
        Branch branch = new Branch();
        parts.forEach((name, part) -> branch.add(name, part.node(), 0));
        return branch;
    }

    private Items items() {
        List<Node> nodes = new ArrayList<>();
        items.forEach((position, item) -> {
            if (position != nodes.size()) {
                throw contradictory();
            }
            nodes.add(item.node());
        });
        return new Items(nodes);
    }

    private static MalformedDocument contradictory() {
        return new MalformedDocument(0, "has names under sops that form no tree");
    }
}
