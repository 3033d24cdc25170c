package dev.sluice.mapping;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists, sets and arrays from a driver's array, its collection, or text that holds a JSON array. */
final class ListReader implements ValueReader {

    private final ValueReader element;
    private final Function<List<@Nullable Object>, Object> finish;

    private ListReader(ValueReader element, Function<List<@Nullable Object>, Object> finish) {
        this.element = element;
        this.finish = finish;
    }

    static ListReader ofList(ValueReader element) {
        return new ListReader(element, Collections::unmodifiableList);
    }

    static ListReader ofSet(ValueReader element) {
        return new ListReader(element, list -> Collections.unmodifiableSet(new LinkedHashSet<>(list)));
    }

    static ListReader ofArray(ValueReader element, Class<?> componentType) {
        return new ListReader(element, list -> array(list, componentType));
    }

    @Override
    public Object read(Object raw) {
        Object stored = raw instanceof Json json ? json.text() : raw;
        Object source = stored instanceof String text ? parse(text) : stored;
        var list = new ArrayList<@Nullable Object>();
        if (source instanceof Collection<?> collection) {
            collection.forEach(value -> list.add(element(value)));
        } else if (source.getClass().isArray() && !(source instanceof byte[])) {
            int length = Array.getLength(source);
            for (int i = 0; i < length; i++) {
                list.add(element(Array.get(source, i)));
            }
        } else {
            throw notAList(raw);
        }
        return finish.apply(list);
    }

    private @Nullable Object element(@Nullable Object value) {
        return value == null ? null : element.read(value);
    }

    private static Object parse(String text) {
        Object tree;
        try {
            tree = JsonCodec.installed().read(text);
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("text that is no JSON array cannot become a list", "store lists as JSON arrays");
        }
        if (tree == null) {
            throw notAList(text);
        }
        return tree;
    }

    private static Object array(List<@Nullable Object> list, Class<?> componentType) {
        if (componentType.isPrimitive() && list.contains(null)) {
            throw new Unreadable(
                    "a list that holds null cannot become a " + componentType.getTypeName() + "[]",
                    "read it as List or as an array of objects");
        }
        Object array = Array.newInstance(componentType, list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, list.get(i));
        }
        return array;
    }

    private static Unreadable notAList(Object raw) {
        return Unreadable.of(raw, List.class, "give the column an array type, or store a JSON array as text");
    }
}
