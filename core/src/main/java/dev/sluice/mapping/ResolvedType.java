package dev.sluice.mapping;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class and its type arguments with no variables left: those of an enclosing generic record are filled in, unknown
 * ones fall back to their bound.
 */
record ResolvedType(Class<?> raw, List<ResolvedType> arguments) {

    private static final ResolvedType OBJECT = of(Object.class);

    static ResolvedType of(Class<?> type) {
        return new ResolvedType(type, List.of());
    }

    /** Resolves a type that was declared inside {@code this}. */
    ResolvedType resolve(Type declared) {
        return resolve(declared, variables());
    }

    /** The first type argument; Object where none was given. */
    ResolvedType argument() {
        return arguments.isEmpty() ? OBJECT : arguments.get(0);
    }

    private Map<TypeVariable<?>, ResolvedType> variables() {
        var variables = new HashMap<TypeVariable<?>, ResolvedType>();
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        for (int i = 0; i < arguments.size(); i++) {
            variables.put(parameters[i], arguments.get(i));
        }
        return variables;
    }

    private static ResolvedType resolve(Type type, Map<TypeVariable<?>, ResolvedType> variables) {
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        if (type instanceof ParameterizedType generic) {
            List<ResolvedType> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(argument -> resolve(argument, variables))
                    .toList();
            return new ResolvedType((Class<?>) generic.getRawType(), arguments);
        }
        if (type instanceof TypeVariable<?> variable) {
            ResolvedType known = variables.get(variable);
            return known != null ? known : of(erase(variable.getBounds()[0]));
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], variables);
        }
        ResolvedType component = resolve(((GenericArrayType) type).getGenericComponentType(), variables);
        return new ResolvedType(component.raw.arrayType(), List.of(component));
    }

    /** Bounds are only erased, not resolved: {@code T extends Comparable<T>} would never end. */
    private static Class<?> erase(Type bound) {
        if (bound instanceof Class<?> plain) {
            return plain;
        }
        if (bound instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return bound instanceof TypeVariable<?> variable ? erase(variable.getBounds()[0]) : Object.class;
    }

    @Override
    public String toString() {
        return raw.getTypeName();
    }
}
