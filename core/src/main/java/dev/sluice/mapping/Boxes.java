package dev.sluice.mapping;

import java.lang.invoke.MethodType;

/** Primitive types and their boxes. */
final class Boxes {

    private Boxes() {}

    static Class<?> box(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }
}
