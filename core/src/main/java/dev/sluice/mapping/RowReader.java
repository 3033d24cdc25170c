package dev.sluice.mapping;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of one result into values. Made once per result shape, used by one result at a time or many: stateless.
 *
 * @param <T> what a row becomes
 */
@FunctionalInterface
public interface RowReader<T> {

    /**
     * Reads a row.
     *
     * @param row valid only during the call
     * @param number the row's number, from 1, for messages
     * @return the value; null only for a scalar column that is null
     * @throws dev.sluice.error.MappingException when a column is missing or does not convert
     */
    @Nullable
    T read(Readable row, long number);
}
