package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of the caller's kind, on the worker's thread.
 *
 * @param <R> the kind of row
 */
@FunctionalInterface
public interface RowFactory<R> {

    /** Makes one row. */
    R create(Columns columns, @Nullable Object[] values);
}
