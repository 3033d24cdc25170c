package dev.sluice.sqlite.handle;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a result, as they were after its first step. Immutable. */
public final class Columns {

    private final List<String> names;
    private final List<@Nullable String> declaredTypes;
    private final List<@Nullable Boolean> nonNull;

    Columns(List<String> names, List<@Nullable String> declaredTypes, List<@Nullable Boolean> nonNull) {
        this.names = List.copyOf(names);
        this.declaredTypes = Collections.unmodifiableList(declaredTypes);
        this.nonNull = Collections.unmodifiableList(nonNull);
    }

    /** Labels, in order. */
    public List<String> names() {
        return names;
    }

    /** The type a column was declared with; null for expressions. */
    public @Nullable String declaredType(int index) {
        return declaredTypes.get(index);
    }

    /** Whether the table's column was declared so that it never is null; null when that is not known, as of expressions. */
    public @Nullable Boolean isNonNull(int index) {
        return nonNull.get(index);
    }

    /** How many columns there are. */
    public int size() {
        return names.size();
    }

    /** The first column with this label, without regard to case; -1 when there is none. */
    public int indexOf(String label) {
        // Few columns, and mostly the label's own case: cheaper than building a map per result.
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(label)) {
                return i;
            }
        }
        return -1;
    }
}
