package dev.sluice.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an enum by the name of its constant; never by ordinal, which changes when somebody sorts the source. */
final class EnumReader implements ValueReader {

    private final Class<?> type;
    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumReader(Class<?> type) {
        this.type = type;
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
    }

    @Override
    public Object read(Object raw) {
        if (type.isInstance(raw)) {
            return raw;
        }
        Object constant = raw instanceof String name ? constants.get(name) : null;
        if (constant == null) {
            throw new Unreadable(
                    "a " + raw.getClass().getTypeName() + " that names no constant cannot become a "
                            + type.getTypeName(),
                    "store one of " + constants.keySet() + ", or register a Converter");
        }
        return constant;
    }
}
