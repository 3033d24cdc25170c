package dev.sluice.mapping;

import dev.sluice.error.MappingException;
import dev.sluice.mapping.ColumnReader.Nulls;
import dev.sluice.mapping.Columns.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides, once per type and columns, which column feeds which component. */
final class Planner {

    private final ValueReaders readers;
    private final Columns columns;

    Planner(ValueReaders readers, Columns columns) {
        this.readers = readers;
        this.columns = columns;
    }

    /** A value of the only column. */
    RowReader<?> scalar(Class<?> type, ValueReader reader) {
        if (columns.size() != 1) {
            throw new MappingException(
                    "A " + type.getTypeName() + " takes one column, but the columns are " + columns.labels()
                            + "; select one, or map to a record or Map",
                    null,
                    0,
                    null);
        }
        Nulls nulls = type.isPrimitive() ? Nulls.REFUSED : Nulls.NULL;
        return new ColumnReader(columns.list().get(0), 1, type.getTypeName(), reader, nulls);
    }

    /** A map from label to value. */
    RowReader<Map<String, @Nullable Object>> map() {
        ValueReader any = Objects.requireNonNull(readers.find(ResolvedType.of(Object.class)));
        List<Column> distinct = columns.distinct();
        List<ColumnReader> parts = distinct.stream()
                .map(column -> new ColumnReader(column, columns.size(), "a Map", any, Nulls.NULL))
                .toList();
        return new MapReader(distinct.stream().map(Column::label).toList(), parts);
    }

    /** A record or class built from many columns. */
    RowReader<?> object(Class<?> type) {
        return object(ResolvedType.of(type), "", type.getSimpleName(), new ArrayList<>());
    }

    private RowReader<Object> object(ResolvedType type, String prefix, String path, List<ColumnReader> leaves) {
        Shape shape = Shape.of(type.raw());
        var parts = new ArrayList<RowReader<?>>(shape.components().size());
        for (Shape.Component component : shape.components()) {
            ResolvedType resolved = type.resolve(component.type());
            parts.add(part(resolved, prefix + component.name(), path + "." + component.name(), leaves));
        }
        return new ObjectReader(shape, parts);
    }

    /** One component: a column of its own, or, for an object without a reader, all columns that begin with its name. */
    private RowReader<?> part(ResolvedType declared, String name, String path, List<ColumnReader> leaves) {
        boolean optional = declared.raw() == Optional.class;
        ResolvedType type = optional ? declared.argument() : declared;
        ValueReader reader = readers.find(type);
        if (reader != null) {
            Nulls nulls = type.raw().isPrimitive() ? Nulls.REFUSED : optional ? Nulls.EMPTY_OPTIONAL : Nulls.NULL;
            var leaf = new ColumnReader(column(name, path, type), columns.size(), path, reader, nulls);
            leaves.add(leaf);
            return leaf;
        }
        if (!Shape.isCandidate(type.raw()) || !columns.anyBelow(name)) {
            throw unmappable(type, name, path, columns.match(name, path));
        }
        var below = new ArrayList<ColumnReader>();
        RowReader<Object> object = object(type, name + "_", path, below);
        leaves.addAll(below);
        return ObjectReader.nested(object, List.copyOf(below), optional);
    }

    private Column column(String name, String path, ResolvedType type) {
        Column column = columns.match(name, path);
        if (column == null) {
            throw new MappingException(
                    "No column for component " + path + " (" + type + "); the columns are " + columns.labels()
                            + "; select it, alias an expression AS " + Names.snakeCase(name)
                            + ", or drop the component",
                    null,
                    0,
                    null);
        }
        return column;
    }

    private MappingException unmappable(ResolvedType type, String name, String path, @Nullable Column column) {
        String remedy = Shape.isCandidate(type.raw())
                ? "; prefix its columns with " + Names.snakeCase(name) + "_, or register a Converter for it (for JSON:"
                        + " Jackson.converter)"
                : "; register a Converter for it (for JSON: Jackson.converter), or declare another type";
        return new MappingException(
                "Component " + path + " (" + type + ") is no portable value and has no Converter; the columns are "
                        + columns.labels() + remedy,
                column == null ? null : column.label(),
                0,
                null);
    }
}
