package dev.sluice.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collection that expands, read once.
 *
 * @param values what to bind, row after row
 * @param rowLength how many values make a row; 0 where the elements are single values
 */
record Elements(List<@Nullable Object> values, int rowLength) {

    /**
     * Reads a collection; its rows are lists or arrays of objects.
     *
     * @throws IllegalArgumentException when rows are mixed with single values, empty, or of different lengths
     */
    static Elements of(Collection<?> collection) {
        @Nullable Object[] elements = collection.toArray();
        List<@Nullable Object> first = elements.length == 0 ? null : rowOf(elements[0]);
        if (first == null) {
            refuseRows(elements);
            return new Elements(Arrays.asList(elements), 0);
        }
        var values = new ArrayList<@Nullable Object>(elements.length * first.size());
        for (int i = 0; i < elements.length; i++) {
            List<@Nullable Object> row = rowOf(elements[i]);
            if (row == null || row.size() != first.size() || row.isEmpty()) {
                String what = row == null ? "a single value" : row.size() + " values";
                throw new IllegalArgumentException(
                        "row 0 has " + first.size() + " values, element " + i + " is " + what);
            }
            values.addAll(row);
        }
        return new Elements(values, first.size());
    }

    private static void refuseRows(@Nullable Object[] elements) {
        for (int i = 0; i < elements.length; i++) {
            if (rowOf(elements[i]) != null) {
                throw new IllegalArgumentException("element 0 is a single value, element " + i + " is a row");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable List<@Nullable Object> rowOf(@Nullable Object element) {
        if (element instanceof List<?> row) {
            return Collections.unmodifiableList((List<@Nullable Object>) row);
        }
        return element instanceof Object[] row ? Arrays.asList(row) : null;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean areRows() {
        return rowLength > 0;
    }

    @Override
    public String toString() {
        return values.size() + " values";
    }
}
