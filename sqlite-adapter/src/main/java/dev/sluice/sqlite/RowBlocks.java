package dev.sluice.sqlite;

import dev.sluice.sql.ParsedSql;
import dev.sluice.sqlite.engine.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of a plain write that runs for many rows. An INSERT of one row becomes a statement of many, which costs
 * SQLite about half per row; what is left over runs row by row, as every other statement does. Safe for all threads.
 */
final class RowBlocks {

    /** Rows of a statement. More gain nothing; the smaller one is for what is left, and for few rows. */
    private static final int[] SIZES = {64, 8};

    /** Far below SQLite's limit of 32,766, and enough for 64 rows of 32 columns. */
    private static final int MOST_PARAMETERS = 2_048;

    private final Part single;
    private volatile @Nullable List<Block> blocks;

    RowBlocks(Part single) {
        this.single = single;
    }

    /** The calls that write these rows, in their order. */
    List<Call> calls(List<@Nullable Object[]> rows) {
        var calls = new ArrayList<Call>(SIZES.length + 1);
        int done = 0;
        if (rows.size() >= SIZES[SIZES.length - 1]) {
            for (Block block : blocks()) {
                int times = (rows.size() - done) / block.rows();
                if (times > 0) {
                    calls.add(block.call(rows.subList(done, done + times * block.rows())));
                    done += times * block.rows();
                }
            }
        }
        if (done < rows.size()) {
            calls.add(single.call(rows.subList(done, rows.size())));
        }
        return calls;
    }

    /** Written when they are first needed; of two threads that come at once one does it in vain. */
    private List<Block> blocks() {
        List<Block> known = blocks;
        if (known == null) {
            known = blocksOf(single.parsed());
            blocks = known;
        }
        return known;
    }

    private static List<Block> blocksOf(ParsedSql parsed) {
        return IntStream.of(SIZES)
                .filter(rows -> rows * parsed.parameterCount() <= MOST_PARAMETERS)
                .mapToObj(rows -> parsed.repeatingValues(rows).map(repeated -> new Block(rows, Part.of(repeated))))
                .flatMap(block -> block.stream())
                .toList();
    }

    /** A statement of several rows. */
    private record Block(int rows, Part part) {

        /** Its call for these rows, a multiple of its own. */
        Call call(List<@Nullable Object[]> all) {
            List<@Nullable Object[]> sets = new ArrayList<>(all.size() / rows);
            for (int from = 0; from < all.size(); from += rows) {
                sets.add(joined(all.subList(from, from + rows)));
            }
            return part.call(sets);
        }

        private static @Nullable Object[] joined(List<@Nullable Object[]> some) {
            int width = some.get(0).length;
            @Nullable Object[] values = new @Nullable Object[some.size() * width];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(some.get(i), 0, values, i * width, width);
            }
            return values;
        }
    }
}
