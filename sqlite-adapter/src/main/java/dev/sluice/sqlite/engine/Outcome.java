package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement that ran to its end left: the number of rows it changed, or the rows it returned.
 *
 * @param rowsUpdated rows changed; 0 where that means nothing
 * @param counted whether the number means something
 * @param columns columns of the rows, or null when the statement returns none
 * @param rows the rows
 */
public record Outcome(
        long rowsUpdated, boolean counted, @Nullable Columns columns, List<@Nullable Object[]> rows) {}
