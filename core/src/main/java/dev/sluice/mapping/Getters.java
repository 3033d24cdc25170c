package dev.sluice.mapping;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.ParameterException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The readable properties of a class, found once; kept by the class itself, so that they go when it is unloaded. */
final class Getters {

    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class);

    private static final ClassValue<Getters> CACHE = new ClassValue<>() {
        @Override
        protected Getters computeValue(Class<?> type) {
            return new Getters(type);
        }
    };

    /** One property. */
    record Getter(MethodHandle handle, Class<?> type) {

        @Nullable
        Object get(Object source) {
            try {
                return (@Nullable Object) handle.invokeExact(source);
            } catch (RuntimeException | Error unchecked) {
                throw unchecked;
            } catch (Throwable checked) {
                throw new IllegalStateException(
                        "an accessor of " + source.getClass().getTypeName() + " failed", checked);
            }
        }
    }

    private final Class<?> owner;
    private final Map<String, Getter> exact = new HashMap<>();
    private final Map<String, Optional<Getter>> normalised = new HashMap<>();

    private Getters(Class<?> owner) {
        this.owner = owner;
        if (owner.isRecord()) {
            for (RecordComponent component : owner.getRecordComponents()) {
                add(component.getName(), component.getAccessor());
            }
        } else if (!owner.getName().startsWith("java.")) {
            addBean();
        }
        exact.forEach((name, getter) ->
                normalised.merge(Names.normalise(name), Optional.of(getter), (one, other) -> Optional.empty()));
    }

    static Getters of(Class<?> type) {
        return CACHE.get(type);
    }

    /** The property with this name, else the only one that has it when case and underscores are ignored. */
    Optional<Getter> find(String name) {
        Getter getter = exact.get(name);
        return getter != null ? Optional.of(getter) : normalised.getOrDefault(Names.normalise(name), Optional.empty());
    }

    private void addBean() {
        Set<String> fields = fieldNames();
        List<Method> accessors = accessors();
        for (Method method : accessors) {
            if (fields.contains(method.getName())) {
                add(method.getName(), method);
            }
        }
        for (Method method : accessors) {
            String property = beanProperty(method);
            if (property != null) {
                add(property, method);
            }
        }
        for (Field field : owner.getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !exact.containsKey(field.getName())) {
                put(field.getName(), field.getGenericType(), lookup -> lookup.unreflectGetter(field));
            }
        }
    }

    /** A method {@code x()} counts only beside a field x, so that no parameter called {@code :delete} deletes. */
    private Set<String> fieldNames() {
        var names = new HashSet<String>();
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                names.add(field.getName());
            }
        }
        return names;
    }

    /** Bridges first, so that what they stand for replaces them where it can be called itself. */
    private List<Method> accessors() {
        return Arrays.stream(owner.getMethods())
                .filter(Getters::isAccessor)
                .sorted(Comparator.comparing(Method::isBridge).reversed())
                .toList();
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && method.getDeclaringClass() != Object.class
                && !Modifier.isStatic(method.getModifiers());
    }

    private static @Nullable String beanProperty(Method method) {
        String name = method.getName();
        if (name.startsWith("get") && name.length() > 3) {
            return decapitalised(name.substring(3));
        }
        boolean is = name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class;
        return is ? decapitalised(name.substring(2)) : null;
    }

    private static String decapitalised(String name) {
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private void add(String name, Method method) {
        put(name, method.getGenericReturnType(), lookup -> lookup.unreflect(method));
    }

    private void put(String name, Type type, Handles.Finder finder) {
        try {
            MethodHandle handle = Handles.find(owner, finder).asType(GENERIC);
            exact.put(name, new Getter(handle, declared(type)));
        } catch (IllegalAccessException closed) {
            throw new ParameterException(
                    name,
                    "Property " + name + " of " + owner.getTypeName() + " cannot be read; " + Handles.remedy(owner),
                    ErrorDetails.NONE,
                    closed);
        }
    }

    /** The class behind a declared type; of Optional its content's. */
    private static Class<?> declared(Type type) {
        ResolvedType resolved = ResolvedType.of(Object.class).resolve(type);
        return resolved.raw() == Optional.class ? resolved.argument().raw() : resolved.raw();
    }
}
