package dev.sluice.mapping;

import dev.sluice.error.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a class is built.
 *
 * @param constructor takes one Object[] with a value per component and returns the object
 */
record Shape(Class<?> type, MethodHandle constructor, List<Component> components) {

    /** A constructor's parameter. */
    record Component(String name, Type type) {}

    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

    /** Kept by the class itself, so that it goes when the class is unloaded. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return type.isRecord() ? ofRecord(type) : ofClass(type);
        }
    };

    /**
     * Returns the shape of a record, or of a class with one public constructor.
     *
     * @throws MappingException when it is neither, or cannot be reached
     */
    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** True for what may be a shape at all; false for interfaces, arrays and the JDK's own classes. */
    static boolean isCandidate(Class<?> type) {
        return type.isRecord() || (refusal(type) == null && !type.getName().startsWith("java."));
    }

    private static Shape ofRecord(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        var components = new ArrayList<Component>(parts.length);
        for (RecordComponent part : parts) {
            components.add(new Component(part.getName(), part.getGenericType()));
        }
        Class<?>[] parameters =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return shape(type, type.getDeclaredConstructor(parameters), components);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(
                    "record " + type.getTypeName() + " has no canonical constructor", impossible);
        }
    }

    private static Shape ofClass(Class<?> type) {
        String refusal = refusal(type);
        if (refusal != null) {
            throw failure(type, refusal, "map to a record, a class with one public constructor, a scalar or Map");
        }
        Constructor<?>[] constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw failure(
                    type,
                    "it has " + constructors.length + " public constructors",
                    "make it a record, leave one constructor public, or register a Converter");
        }
        var components = new ArrayList<Component>();
        for (Parameter parameter : constructors[0].getParameters()) {
            if (!parameter.isNamePresent()) {
                throw failure(
                        type,
                        "its constructor's parameter names were not compiled in",
                        "compile it with javac -parameters, or make it a record");
            }
            components.add(new Component(parameter.getName(), parameter.getParameterizedType()));
        }
        return shape(type, constructors[0], components);
    }

    private static Shape shape(Class<?> type, Constructor<?> constructor, List<Component> components) {
        if (components.isEmpty()) {
            throw failure(type, "its constructor takes nothing", "give it a component per column");
        }
        try {
            MethodHandle spread = Handles.find(type, lookup -> lookup.unreflectConstructor(constructor))
                    .asFixedArity()
                    .asSpreader(Object[].class, components.size())
                    .asType(SPREAD);
            return new Shape(type, spread, List.copyOf(components));
        } catch (IllegalAccessException closed) {
            throw failure(type, "its module does not let its constructor be called", Handles.remedy(type));
        }
    }

    private static @Nullable String refusal(Class<?> type) {
        if (type.isInterface()) {
            return "it is an interface";
        }
        if (type.isArray() || type.isPrimitive() || type.isEnum()) {
            return "it is an array, a primitive or an enum";
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return "it is abstract";
        }
        boolean inner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
        return inner ? "it is an inner class and needs an outer instance" : null;
    }

    private static MappingException failure(Class<?> type, String reason, String remedy) {
        return new MappingException(
                "A row cannot become a " + type.getTypeName() + ": " + reason + "; " + remedy, null, 0, null);
    }
}
