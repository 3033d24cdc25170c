package dev.sluice.mapping;

import dev.sluice.error.MappingException;
import io.r2dbc.spi.Readable;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds one object from a row: its components, then one call of its constructor. */
final class ObjectReader implements RowReader<Object> {

    private final Class<?> type;
    private final MethodHandle constructor;
    private final RowReader<?>[] components;

    ObjectReader(Shape shape, List<RowReader<?>> components) {
        this.type = shape.type();
        this.constructor = shape.constructor();
        this.components = components.toArray(RowReader<?>[]::new);
    }

    @Override
    public Object read(Readable row, long number) {
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = components[i].read(row, number);
        }
        return construct(arguments, number);
    }

    // invokeExact is declared to throw Throwable; what it throws is what the constructor threw.
    private Object construct(@Nullable Object[] arguments, long number) {
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (Error error) {
            throw error;
        } catch (Throwable refused) {
            throw new MappingException(
                    "The constructor of " + type.getTypeName() + " refused row " + number
                            + "; correct the data or relax the constructor, see the cause",
                    null,
                    number,
                    refused);
        }
    }

    /** The object, or null when each of its columns is null: what an outer join left out. */
    static RowReader<Object> nested(RowReader<Object> object, List<ColumnReader> leaves, boolean optional) {
        return (row, number) -> {
            Object value = isAbsent(leaves, row, number) ? null : object.read(row, number);
            return optional ? Optional.ofNullable(value) : value;
        };
    }

    private static boolean isAbsent(List<ColumnReader> leaves, Readable row, long number) {
        for (ColumnReader leaf : leaves) {
            if (leaf.raw(row, number) != null) {
                return false;
            }
        }
        return true;
    }
}
