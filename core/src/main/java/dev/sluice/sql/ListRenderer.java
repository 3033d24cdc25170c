package dev.sluice.sql;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a statement in which collections expand. For one use. */
final class ListRenderer {

    /** How many of a list's parameters were met so far, and how many of them left something in the text. */
    private static final class Progress {
        private int met;
        private int written;
    }

    private final ParsedSql statement;
    private final String sql;
    private final List<@Nullable Object> values;
    private final Rendering rendering;
    private final int bindLimit;
    private final Map<Integer, Elements> elements = new HashMap<>();
    private final Map<InList, Progress> progress = new HashMap<>();
    private final List<@Nullable Object> bound = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** The ordinals of the values and of the first elements that were written already; 0 where none was. */
    private final int[] valueOrdinals;

    private final int[] elementOrdinals;
    private int ordinal;
    private int position;

    ListRenderer(ParsedSql statement, List<@Nullable Object> values, Rendering rendering, int bindLimit) {
        this.statement = statement;
        this.sql = statement.sql();
        this.values = values;
        this.rendering = rendering;
        this.bindLimit = bindLimit;
        this.valueOrdinals = new int[values.size()];
        this.elementOrdinals = new int[values.size()];
    }

    /** True when this value expands at this place. */
    static boolean expands(Placeholder placeholder, @Nullable Object value) {
        InList list = placeholder.list();
        return value instanceof Collection && list != null && list.isClosed();
    }

    RenderedSql render(List<Placeholder> placeholders) {
        placeholders.forEach(this::readElements);
        List<InList> emptied = emptied(placeholders);
        int nextEmptied = 0;
        for (Placeholder placeholder : placeholders) {
            while (nextEmptied < emptied.size() && emptied.get(nextEmptied).start() <= placeholder.start()) {
                replace(emptied.get(nextEmptied++));
            }
            if (placeholder.start() >= position) {
                write(placeholder);
            }
        }
        copyTo(sql.length());
        if (ordinal > bindLimit) {
            throw tooMany();
        }
        return new RenderedSql(text.toString(), bound);
    }

    private void readElements(Placeholder placeholder) {
        if (!placeholder.isParameter()) {
            return;
        }
        Object value = values.get(placeholder.value());
        if (!expands(placeholder, value) || elements.containsKey(placeholder.value())) {
            return;
        }
        try {
            elements.put(placeholder.value(), Elements.of((Collection<?>) value));
        } catch (IllegalArgumentException e) {
            throw failure(placeholder.value(), "has elements that do not fit together: " + e.getMessage());
        }
    }

    /** The lists of which nothing is left, in the order of the text. */
    private List<InList> emptied(List<Placeholder> placeholders) {
        Set<InList> candidates = new LinkedHashSet<>();
        Set<InList> filled = new HashSet<>();
        for (Placeholder placeholder : placeholders) {
            InList list = placeholder.list();
            if (list != null && list.isClosed() && list.onlyParameters()) {
                Elements expanded = expanded(placeholder);
                (expanded != null && expanded.isEmpty() ? candidates : filled).add(list);
            }
        }
        candidates.removeAll(filled);
        return candidates.stream()
                .sorted(Comparator.comparingInt(InList::start))
                .toList();
    }

    private @Nullable Elements expanded(Placeholder placeholder) {
        boolean expands = placeholder.isParameter() && expands(placeholder, values.get(placeholder.value()));
        return expands ? elements.get(placeholder.value()) : null;
    }

    private void replace(InList list) {
        if (list.start() < position) {
            return;
        }
        copyTo(list.start());
        if (list.row()) {
            text.append(list.negated() ? "(1 = 1)" : "(1 = 0)");
        } else {
            text.append(rendering.emptyIn(list.negated()));
        }
        position = list.end();
        if (position < sql.length() && Character.isJavaIdentifierPart(sql.charAt(position))) {
            text.append(' ');
        }
    }

    private void write(Placeholder placeholder) {
        InList list = placeholder.list();
        Elements expanded = expanded(placeholder);
        Progress inList = list == null ? new Progress() : progress.computeIfAbsent(list, key -> new Progress());
        if (expanded != null && expanded.isEmpty()) {
            vanish(placeholder, inList);
        } else {
            copyTo(placeholder.start());
            position = placeholder.end();
            append(placeholder, expanded);
            inList.written++;
        }
        inList.met++;
    }

    /** Leaves the member out, together with a comma. */
    private void vanish(Placeholder placeholder, Progress inList) {
        boolean first = inList.written == 0 && placeholder.member() == inList.met;
        copyTo(first ? placeholder.start() : placeholder.commaBefore());
        position = first ? placeholder.commaAfter() : placeholder.end();
    }

    private void append(Placeholder placeholder, @Nullable Elements expanded) {
        if (!placeholder.isParameter()) {
            text.append('?');
        } else if (expanded == null) {
            appendValue(placeholder.value());
        } else if (expanded.areRows()) {
            appendRows(placeholder, expanded);
        } else {
            int from = bindElements(placeholder.value(), expanded);
            appendMarkers(from, expanded.values().size());
        }
    }

    private void appendValue(int value) {
        if (valueOrdinals[value] == 0 || !rendering.reusesMarkers()) {
            valueOrdinals[value] = bind(values.get(value));
        }
        appendMarkers(valueOrdinals[value], 1);
    }

    private void appendRows(Placeholder placeholder, Elements rows) {
        InList list = placeholder.list();
        if (list == null || list.members() != 1) {
            throw failure(placeholder.value(), "is a list of rows beside other members; give it an IN (…) of its own");
        }
        int from = bindElements(placeholder.value(), rows);
        text.append(rendering.spellsRowsAsValues() ? "VALUES (" : "(");
        for (int i = 0; i < rows.values().size(); i += rows.rowLength()) {
            text.append(i == 0 ? "" : "), (");
            appendMarkers(from + i, rows.rowLength());
        }
        text.append(')');
    }

    private int bindElements(int value, Elements expanded) {
        if (elementOrdinals[value] == 0 || !rendering.reusesMarkers()) {
            elementOrdinals[value] = ordinal + 1;
            expanded.values().forEach(this::bind);
        }
        return elementOrdinals[value];
    }

    /** Counts on beyond the limit, so that the message can say how many there are, but keeps nothing there. */
    private int bind(@Nullable Object value) {
        ordinal++;
        if (ordinal <= bindLimit) {
            bound.add(value);
        }
        return ordinal;
    }

    private void appendMarkers(int from, int count) {
        if (ordinal > bindLimit) {
            return;
        }
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(rendering.marker(from + i));
        }
    }

    private void copyTo(int offset) {
        text.append(sql, position, offset);
        position = offset;
    }

    private ParameterException tooMany() {
        var largest = elements.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().values().size()))
                .orElseThrow();
        return failure(
                largest.getKey(),
                "brings " + largest.getValue().values().size() + " values; the statement then has " + ordinal
                        + " parameters, the backend takes" + " at most " + bindLimit
                        + "; split the collection over several statements");
    }

    private ParameterException failure(int value, String problem) {
        String name = statement.parameterName(value);
        String message = "Parameter " + name + " " + problem;
        return new ParameterException(name, message, ErrorDetails.ofStatement(sql));
    }
}
