package dev.sluice.keys.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value by its name or path in a document.
 *
 * @param leaf the value
 * @param steps the names, and positions in lists, that lead to it
 */
public record NamePath(Leaf leaf, List<Object> steps) {

    /** Finds a value: the one of exactly that name, else the one at the path with dots between names; null when there is none. */
    public static @Nullable NamePath find(Branch document, String name) {
        return at(document, name, List.of());
    }

    /** Finds a value in a part of a document, as {@link #find(Branch, String)} does. */
    public static @Nullable NamePath find(Branch document, String part, String name) {
        Node node = document.get(part);
        return node == null ? null : at(node, name, List.of(part));
    }

    private static @Nullable NamePath at(Node node, String rest, List<Object> steps) {
        if (node instanceof Branch branch) {
            return in(branch, rest, steps);
        }
        return node instanceof Items items ? in(items, rest, steps) : null;
    }

    private static @Nullable NamePath in(Branch branch, String rest, List<Object> steps) {
        if (branch.get(rest) instanceof Leaf leaf) {
            return new NamePath(leaf, with(steps, rest));
        }
        for (Map.Entry<String, Node> entry : branch.nodes().entrySet()) {
            String prefix = entry.getKey() + ".";
            if (rest.startsWith(prefix)) {
                NamePath found = at(entry.getValue(), rest.substring(prefix.length()), with(steps, entry.getKey()));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable NamePath in(Items items, String rest, List<Object> steps) {
        int dot = rest.indexOf('.');
        String position = dot < 0 ? rest : rest.substring(0, dot);
        if (!position.matches("[0-9]{1,6}")
                || Integer.parseInt(position) >= items.nodes().size()) {
            return null;
        }
        int index = Integer.parseInt(position);
        Node node = items.nodes().get(index);
        if (dot >= 0) {
            return at(node, rest.substring(dot + 1), with(steps, index));
        }
        return node instanceof Leaf leaf ? new NamePath(leaf, with(steps, index)) : null;
    }

    private static List<Object> with(List<Object> steps, Object step) {
        List<Object> more = new ArrayList<>(steps);
        more.add(step);
        return List.copyOf(more);
    }
}
