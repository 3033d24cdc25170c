package dev.sluice.sqlite;

import dev.sluice.mapping.Json;
import dev.sluice.spi.BulkStrategy;
import dev.sluice.spi.Dialect;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.sql.Syntax;
import dev.sluice.sqlite.handle.Identifier;
import io.r2dbc.spi.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQLite's SQL. Decimals are text under the collation DECIMAL, which every connection of this driver knows: they keep
 * their digits, order by value, and {@code decimal_sum} adds them exactly. Columns of another affinity would round them.
 */
final class SqliteDialect implements Dialect {

    private final Set<Feature> features;

    /**
     * @param snapshotReads whether reads have connections of their own beside the writer's
     * @param strictQuotes whether SQLite was compiled to refuse double-quoted names that do not exist
     */
    SqliteDialect(boolean snapshotReads, boolean strictQuotes) {
        Set<Feature> all = EnumSet.of(
                Feature.SINGLE_WRITER,
                Feature.TRANSACTIONAL_DDL,
                Feature.INTEGER_DIVISION_TRUNCATES,
                Feature.RETURNING);
        if (snapshotReads) {
            all.add(Feature.SNAPSHOT_READS);
        }
        if (strictQuotes) {
            all.add(Feature.DOUBLE_QUOTES_NEVER_STRINGS);
        }
        this.features = Set.copyOf(all);
    }

    static String quoted(String identifier) {
        if (identifier.isEmpty() || identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("identifier must not be empty or contain NUL");
        }
        return Identifier.quoted(identifier);
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Syntax syntax() {
        return Syntax.SQLITE;
    }

    @Override
    public String marker(int ordinal) {
        return "?";
    }

    @Override
    public boolean reusesMarkers() {
        return false;
    }

    @Override
    public String emptyIn(boolean negated) {
        return negated ? "NOT IN ()" : "IN ()";
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    @Override
    public int bindLimit() {
        return 32_766;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    /** Types that a STRICT table takes, too; the name says what is stored, not what it means. */
    @Override
    public String type(PortableType type) {
        return switch (type) {
            case TEXT, UUID, TIMESTAMP, LOCAL_TIMESTAMP, DATE, JSON -> "TEXT";
            case INTEGER, BOOLEAN -> "INTEGER";
            case DOUBLE -> "REAL";
            case DECIMAL -> "TEXT COLLATE DECIMAL";
            case BYTES -> "BLOB";
            case IDENTITY -> "INTEGER PRIMARY KEY AUTOINCREMENT";
        };
    }

    @Override
    public String decimal(int precision, int scale) {
        return type(PortableType.DECIMAL);
    }

    @Override
    public String sumOfDecimal(String expression) {
        return "decimal_sum(" + expression + ")";
    }

    /** SQLite compares text by its UTF-8 bytes, which order as code points do. */
    @Override
    public String byCodePoint(String expression) {
        return expression + " COLLATE BINARY";
    }

    /** SQLite's clock gives milliseconds; the text has the width of microseconds all the same. */
    @Override
    public String now() {
        return "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";
    }

    @Override
    public String onConflict(List<String> key, List<String> updated) {
        String target = key.stream().map(this::quote).collect(Collectors.joining(", ", "ON CONFLICT (", ")"));
        if (updated.isEmpty()) {
            return target + " DO NOTHING";
        }
        return updated.stream()
                .map(column -> quote(column) + " = excluded." + quote(column))
                .collect(Collectors.joining(", ", target + " DO UPDATE SET ", ""));
    }

    /** Empty: a write transaction holds the only lock there is. */
    @Override
    public String forUpdate() {
        return "";
    }

    /** The driver's own encoder knows the portable values; what it does not know, core has turned into text before. */
    @Override
    public Object encode(Object value) {
        return value instanceof Json json ? json.text() : value;
    }

    @Override
    public Object nullOf(Class<?> type) {
        return Parameters.in(String.class);
    }

    @Override
    public BulkStrategy bulk() {
        return new SqliteBulk(this);
    }
}
