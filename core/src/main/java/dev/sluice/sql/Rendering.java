package dev.sluice.sql;

/** How a backend spells parameters. Implementations are stateless. */
public interface Rendering {

    /** The marker of the parameter with this ordinal, from 1: {@code $1}, {@code ?1}, {@code ?}. */
    String marker(int ordinal);

    /** True when one marker may stand in several places, so that a repeated name is bound once. */
    boolean reusesMarkers();

    /**
     * What replaces {@code [NOT] IN (:empty)} when the collection is empty: IN must be false and NOT IN true for every
     * row, also where the left side is null.
     */
    String emptyIn(boolean negated);
}
