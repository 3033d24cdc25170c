package dev.sluice.spi;

import dev.sluice.sql.Rendering;
import dev.sluice.sql.Syntax;
import java.util.List;
import java.util.Set;

/** A backend's SQL: how it spells what differs, and how portable values are bound. Stateless and safe for all threads. */
public interface Dialect extends Rendering {

    /** The name that selects scripts and documentation: {@code sqlite}, {@code postgresql}, {@code cockroachdb}, {@code h2}. */
    String name();

    /** The lexical rules. */
    Syntax syntax();

    /** Quotes an identifier so that its case and any character in it are kept. Refuses NUL and the empty name. */
    String quote(String identifier);

    /** The most parameters one statement may have. */
    int bindLimit();

    /** What differs visibly. */
    Set<Feature> features();

    /** The column type that holds a portable type, as it stands in CREATE TABLE. */
    String type(PortableType type);

    /**
     * What follows the closing parenthesis of CREATE TABLE so that columns keep the types they were given, such as SQLite's
     * {@code STRICT} with a space before it; empty where nothing is needed.
     */
    default String tableOptions() {
        return "";
    }

    /** An exact decimal column type for this precision and scale. */
    String decimal(int precision, int scale);

    /** The expression that sums a decimal column or expression exactly. */
    String sumOfDecimal(String expression);

    /** The expression that orders or compares text by code point. */
    String byCodePoint(String expression);

    /** The current instant of the server, as an expression. */
    String now();

    /**
     * The clause that, after an INSERT's VALUES, turns it into an upsert.
     *
     * @param key column names of the conflicting key, unquoted
     * @param updated column names to overwrite, unquoted; empty keeps the stored row
     */
    String onConflict(List<String> key, List<String> updated);

    /** The clause that locks the selected rows until the transaction ends; empty where the transaction already does. */
    String forUpdate();

    /** Turns a portable value into one this backend's driver binds with the same meaning. */
    Object encode(Object value);

    /**
     * What to bind for a null: usually {@code Parameters.in(type)}.
     *
     * @param type the declared type, or {@code Object} when it is not known
     */
    Object nullOf(Class<?> type);

    /** Inserts many rows of one statement at once. */
    BulkStrategy bulk();
}
