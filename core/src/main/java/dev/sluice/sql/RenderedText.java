package dev.sluice.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as one rendering spells it while no collection expands.
 *
 * @param rendering whose spelling it is
 * @param sql the text
 * @param order the index of the value for each ordinal, or null where each value is bound once and in its order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record RenderedText(Rendering rendering, String sql, int @Nullable [] order) {

    static RenderedText of(String sql, List<Placeholder> placeholders, int parameters, Rendering rendering) {
        if (placeholders.isEmpty()) {
            return new RenderedText(rendering, sql, null);
        }
        var text = new StringBuilder(sql.length() + 2 * placeholders.size());
        int[] ordinals = new int[parameters];
        int[] order = new int[placeholders.size()];
        int bound = 0;
        int position = 0;
        for (Placeholder placeholder : placeholders) {
            text.append(sql, position, placeholder.start());
            position = placeholder.end();
            if (!placeholder.isParameter()) {
                text.append('?');
                continue;
            }
            int value = placeholder.value();
            if (ordinals[value] == 0 || !rendering.reusesMarkers()) {
                order[bound] = value;
                ordinals[value] = ++bound;
            }
            text.append(rendering.marker(ordinals[value]));
        }
        text.append(sql, position, sql.length());
        int[] used = Arrays.copyOf(order, bound);
        return new RenderedText(rendering, text.toString(), isInOrder(used, parameters) ? null : used);
    }

    private static boolean isInOrder(int[] order, int parameters) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                return false;
            }
        }
        return order.length == parameters;
    }

    int boundCount(int parameters) {
        return order == null ? parameters : order.length;
    }

    RenderedSql with(List<@Nullable Object> values) {
        if (order == null) {
            return new RenderedSql(sql, values);
        }
        var ordered = new ArrayList<@Nullable Object>(order.length);
        for (int value : order) {
            ordered.add(values.get(value));
        }
        return new RenderedSql(sql, ordered);
    }
}
