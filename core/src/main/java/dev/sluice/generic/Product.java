package dev.sluice.generic;

import dev.sluice.spi.Feature;
import dev.sluice.sql.Syntax;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What must be known of a database product to talk to it at all. */
enum Product {
    H2("$", Syntax.H2, 100_000),
    POSTGRESQL("$", Syntax.POSTGRESQL, 65_535),
    SQLSERVER("@P", new Syntax(false, true, false, true, false), 2_000),
    MYSQL("", new Syntax(false, false, false, false, true), 65_535),
    STANDARD("", Syntax.STANDARD, 1_000);

    private final String prefix;
    private final Syntax syntax;
    private final int bindLimit;

    Product(String prefix, Syntax syntax, int bindLimit) {
        this.prefix = prefix;
        this.syntax = syntax;
        this.bindLimit = bindLimit;
    }

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

    Syntax syntax() {
        return syntax;
    }

    int bindLimit() {
        return bindLimit;
    }

    Set<Feature> features() {
        var features = EnumSet.of(
                Feature.SNAPSHOT_READS,
                Feature.UNICODE_CASE_MAPPING,
                Feature.DIVISION_BY_ZERO_FAILS,
                Feature.INTEGER_OVERFLOW_FAILS,
                Feature.ENFORCES_TEXT_LENGTH,
                Feature.DOUBLE_QUOTES_NEVER_STRINGS);
        if (this == POSTGRESQL || this == H2) {
            features.add(Feature.INTEGER_DIVISION_TRUNCATES);
        }
        if (this == POSTGRESQL) {
            features.add(Feature.TRANSACTIONAL_DDL);
            features.add(Feature.RETURNING);
        }
        return features;
    }
}
