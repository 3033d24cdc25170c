package dev.sluice.sql;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The tables a statement reads or writes: a known set of lower-cased names, or "any" where its text cannot tell. */
public final class Tables {

    /** Every table; nothing is known. */
    public static final Tables ANY = new Tables(true, Set.of());

    /** No table at all. */
    public static final Tables NONE = new Tables(false, Set.of());

    private final boolean any;
    private final Set<String> names;

    private Tables(boolean any, Set<String> names) {
        this.any = any;
        this.names = names;
    }

    /** Returns the set of these names, compared without regard to case. */
    public static Tables of(Iterable<String> names) {
        var lower = new TreeSet<String>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower.isEmpty() ? NONE : new Tables(false, Collections.unmodifiableSet(lower));
    }

    /** True when the tables are not known. */
    public boolean isAny() {
        return any;
    }

    /** The names, lower-cased; empty when {@link #isAny()}. */
    public Set<String> names() {
        return names;
    }

    /** True when both may have a table in common: "any" overlaps everything but {@link #NONE}. */
    public boolean overlaps(Tables other) {
        if (this.isNone() || other.isNone()) {
            return false;
        }
        return any || other.any || !Collections.disjoint(names, other.names);
    }

    /** Returns the tables of both. */
    public Tables and(Tables other) {
        if (any || other.any) {
            return ANY;
        }
        var both = new TreeSet<>(names);
        both.addAll(other.names);
        return of(both);
    }

    private boolean isNone() {
        return !any && names.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tables that && any == that.any && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode() + (any ? 1 : 0);
    }

    @Override
    public String toString() {
        return any ? "any" : names.toString();
    }
}
