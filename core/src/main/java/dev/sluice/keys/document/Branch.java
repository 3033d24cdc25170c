package dev.sluice.keys.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a document: values by name, in the document's order, which the integrity check depends on. */
public final class Branch implements Node {

    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** Adds a value. @throws MalformedDocument when there is one of that name */
    public void add(String name, Node node, int line) {
        if (nodes.putIfAbsent(name, node) != null) {
            throw new MalformedDocument(line, "gives a name a second time");
        }
    }

    /** The value of that name. */
    @Nullable
    Node get(String name) {
        return nodes.get(name);
    }

    /** Takes a value out. */
    public @Nullable Node remove(String name) {
        return nodes.remove(name);
    }

    /** All values by their names, in the document's order. */
    public Map<String, Node> nodes() {
        return nodes;
    }

    /** The text of a value, empty when there is none. @throws MalformedDocument when the value is a list or has parts */
    public String text(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            return "";
        }
        if (node instanceof Leaf leaf) {
            return leaf.text();
        }
        throw new MalformedDocument(0, "has a list or parts where sops." + name + " should be text");
    }

    /** The parts in a list; empty when there is no such list. @throws MalformedDocument when it is anything else */
    public List<Branch> branches(String name) {
        Node node = nodes.get(name);
        List<Branch> branches = new ArrayList<>();
        if (node == null || node instanceof Leaf leaf && leaf.isNull()) {
            return branches;
        }
        if (node instanceof Items items && items.nodes().stream().allMatch(Branch.class::isInstance)) {
            items.nodes().forEach(item -> branches.add((Branch) item));
            return branches;
        }
        throw new MalformedDocument(0, "has something else where sops." + name + " should be a list");
    }
}
