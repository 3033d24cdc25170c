package dev.sluice.mapping;

import dev.sluice.error.MappingException;
import io.r2dbc.spi.ReadableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a result: what a plan depends on, and so its key in the cache. */
record Columns(List<Column> list) {

    /**
     * One column.
     *
     * @param json the driver has a class of its own for it, so it is asked for text
     */
    record Column(int index, String label, boolean json) {}

    static Columns of(List<? extends ReadableMetadata> metadata) {
        var list = new ArrayList<Column>(metadata.size());
        for (ReadableMetadata column : metadata) {
            String type = column.getType().getName();
            boolean json = "JSON".equalsIgnoreCase(type) || "JSONB".equalsIgnoreCase(type);
            list.add(new Column(list.size(), column.getName(), json));
        }
        return new Columns(list);
    }

    int size() {
        return list.size();
    }

    List<String> labels() {
        return list.stream().map(Column::label).toList();
    }

    /** The first column of each label. */
    List<Column> distinct() {
        Map<String, Column> first = new LinkedHashMap<>();
        list.forEach(column -> first.putIfAbsent(column.label(), column));
        return List.copyOf(first.values());
    }

    /**
     * The column of a component: one with exactly its name, else the one that matches when case and underscores are
     * ignored. Of several with one label (a join) the first is meant.
     *
     * @param name the component's name, prefixed by those it is nested in
     * @param component how messages name it
     * @throws MappingException when several columns with different labels match
     */
    @Nullable
    Column match(String name, String component) {
        String wanted = Names.normalise(name);
        Column match = null;
        Column rival = null;
        for (Column column : list) {
            if (column.label().equals(name)) {
                return column;
            }
            if (Names.normalise(column.label()).equals(wanted)) {
                if (match == null) {
                    match = column;
                } else if (!match.label().equalsIgnoreCase(column.label())) {
                    rival = column;
                }
            }
        }
        if (match != null && rival != null) {
            throw new MappingException(
                    "Columns \"" + match.label() + "\" and \"" + rival.label() + "\" both match component " + component
                            + "; the columns are " + labels() + "; alias one of them AS \"" + name + "\"",
                    match.label(),
                    0,
                    null);
        }
        return match;
    }

    /** True when a column's name goes on after this prefix. */
    boolean anyBelow(String prefix) {
        String wanted = Names.normalise(prefix);
        return list.stream()
                .map(column -> Names.normalise(column.label()))
                .anyMatch(label -> label.length() > wanted.length() && label.startsWith(wanted));
    }
}
