package dev.sluice.sql;

/**
 * How a backend spells parameters. Implementations are stateless, and there is one object per backend: rendered text is
 * remembered per object.
 */
public interface Rendering {

    /** The marker of the parameter with this ordinal, from 1: {@code $1}, {@code ?1}, {@code ?}. */
    String marker(int ordinal);

    /** True when one marker may stand in several places, so that a repeated name is bound once. */
    boolean reusesMarkers();

    /**
     * What replaces {@code [NOT] IN (:empty)} when the collection is empty: IN must be false and NOT IN true for every
     * row, also where the left side is null. Where the left side is a row, {@code (a, b) IN (:empty)} is replaced whole
     * and this is not asked.
     */
    String emptyIn(boolean negated);

    /** True when a list of rows is spelt {@code IN (VALUES (…), (…))}, as on SQLite, and not {@code IN ((…), (…))}. */
    default boolean spellsRowsAsValues() {
        return false;
    }
}
