package dev.sluice.generic;

import dev.sluice.spi.Feature;
import dev.sluice.sql.Syntax;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What must be known of a database product to talk to it at all.
 *
 * @param prefix what stands before the number in a parameter marker; empty where markers are plain {@code ?}
 */
record Product(String name, String prefix, Syntax syntax, int bindLimit) {

    static final Product H2 = new Product("h2", "$", Syntax.H2, 100_000);
    static final Product POSTGRESQL = new Product("postgresql", "$", Syntax.POSTGRESQL, 65_535);
    static final Product SQLSERVER =
            new Product("sqlserver", "@P", new Syntax(false, true, false, true, false, false, true), 2_000);
    static final Product MYSQL =
            new Product("mysql", "", new Syntax(false, false, false, false, true, false, true), 65_535);
    static final Product STANDARD = new Product("standard", "", Syntax.STANDARD, 1_000);

    static Product of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("h2")) {
            return H2;
        }
        if (lower.contains("postgres") || lower.contains("cockroach")) {
            return POSTGRESQL;
        }
        if (lower.contains("sql server")) {
            return SQLSERVER;
        }
        return lower.contains("mysql") || lower.contains("mariadb") ? MYSQL : STANDARD;
    }

    String marker(int ordinal) {
        return numbersMarkers() ? prefix + ordinal : "?";
    }

    boolean numbersMarkers() {
        return !prefix.isEmpty();
    }

    Set<Feature> features() {
        var features = EnumSet.of(
                Feature.SNAPSHOT_READS,
                Feature.UNICODE_CASE_MAPPING,
                Feature.DIVISION_BY_ZERO_FAILS,
                Feature.INTEGER_OVERFLOW_FAILS,
                Feature.ENFORCES_TEXT_LENGTH,
                Feature.DOUBLE_QUOTES_NEVER_STRINGS);
        if (equals(POSTGRESQL) || equals(H2)) {
            features.add(Feature.INTEGER_DIVISION_TRUNCATES);
        }
        if (equals(POSTGRESQL)) {
            features.add(Feature.TRANSACTIONAL_DDL);
            features.add(Feature.RETURNING);
        }
        return features;
    }
}
